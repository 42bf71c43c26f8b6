"""
The classes: Flask's own where Flask has it all, completed where it has not.
"""

from datetime import datetime, timedelta

import pytest
from session_classes import CallbackSession, DictSession, MappingSession

import flask
import sessioncompat
from sessioncompat import (
    UTC,
    CallbackDict,
    NullSession,
    SecureCookieSession,
    SessionInterface,
    SessionMixin,
    has,
)
from sessioncompat.history import BY_PATH

HAS_INTERFACES = has("flask.sessions.SessionInterface")
if HAS_INTERFACES:
    import flask.sessions as native


def make_app(**config):
    app = flask.Flask("sessioncompat")
    app.secret_key = "secret"
    getattr(app, "config", {}).update(config)
    return app


needs_config = pytest.mark.skipif(
    not has("flask.Flask.default_config"), reason="This Flask has no config."
)


SESSIONS = pytest.mark.parametrize(
    "cls", [DictSession, CallbackSession, MappingSession, SecureCookieSession]
)


@pytest.mark.skipif(not HAS_INTERFACES, reason="This Flask has no session interfaces.")
@pytest.mark.parametrize(
    "name, last",
    [
        ("SessionMixin", "flask.sessions.SessionMixin.accessed"),
        ("SecureCookieSession", "flask.sessions.SessionMixin.accessed"),
        ("NullSession", "flask.sessions.SessionMixin.accessed"),
        ("SessionInterface", "flask.sessions.SessionInterface.get_cookie_partitioned"),
    ],
)
def test_what_flask_has_is_flasks_own(name, last):
    """
    Where Flask lacks nothing the class is Flask's own; elsewhere it derives from it.
    """
    ours, flasks = getattr(sessioncompat, name), getattr(native, name)

    assert issubclass(ours, flasks)
    assert (ours is flasks) is has(last)


def test_callback_dict_is_werkzeugs_own():
    from werkzeug.datastructures import CallbackDict as werkzeugs

    assert CallbackDict is werkzeugs


INTERFACE = "flask.sessions.SessionInterface."
MIXIN = "flask.sessions.SessionMixin."


@pytest.mark.parametrize(
    "cls, prefix", [(SessionInterface, INTERFACE), (SessionMixin, MIXIN)]
)
def test_no_name_of_todays_flask_is_missing(cls, prefix):
    """
    Whatever Flask ever had on the class, and still has, is there.
    """
    names = [path[len(prefix):] for path in BY_PATH if path.startswith(prefix)]

    assert len(names) >= 5
    for name in names:
        assert hasattr(cls, name), name


@SESSIONS
def test_a_session_is_a_mapping(cls):
    """
    A session has all the methods of a dict that today's Flask gives it.
    """
    session = cls({"a": 1})
    session.setdefault("b", 2)
    session.update(c=3)

    assert session.pop("a") == 1
    assert sorted(session) == ["b", "c"]
    assert session.get("a", "none") == "none"
    assert "b" in session and len(session) == 2
    assert dict(session) == {"b": 2, "c": 3}
    assert isinstance(session, SessionMixin)


@SESSIONS
def test_permanent_is_kept_in_the_data(cls):
    session = cls()

    assert session.permanent is False
    session.permanent = True
    assert session["_permanent"] is True
    session.permanent = 0
    assert session["_permanent"] is False


def test_defaults_of_a_session():
    """
    A session that tracks nothing counts as modified, and not as new.
    """
    assert DictSession.modified is True
    assert DictSession.new is False
    assert isinstance(DictSession.accessed, bool)


def test_a_partial_mapping_is_refused():
    """
    A session without the five methods of a mapping cannot be made, on any Flask.
    """

    class Partial(SessionMixin):
        def __getitem__(self, key):
            raise KeyError(key)

    with pytest.raises(TypeError) as error:
        Partial()

    assert "__setitem__" in str(error.value)


def test_secure_cookie_session_notices_changes():
    session = SecureCookieSession({"a": 1})

    assert session.modified is False
    assert session.new is False
    session["a"] = 2
    assert session.modified is True


def test_secure_cookie_session_of_nothing():
    assert SecureCookieSession() == SecureCookieSession(None) == {}


def test_null_session_reads_as_empty():
    session = NullSession()

    assert session.get("a") is None
    assert "a" not in session
    assert not session
    assert session.permanent is False


@pytest.mark.parametrize(
    "write",
    [
        lambda session: session.__setitem__("a", 1),
        lambda session: session.__delitem__("a"),
        lambda session: session.clear(),
        lambda session: session.pop("a"),
        lambda session: session.popitem(),
        lambda session: session.setdefault("a", 1),
        lambda session: session.update(a=1),
        lambda session: setattr(session, "permanent", True),
    ],
)
def test_null_session_says_why_it_cannot_be_written(write):
    with pytest.raises(RuntimeError) as error:
        write(NullSession())

    assert "secret key" in str(error.value)


def test_stock_sessions_are_sessions():
    """
    A session that Flask made by itself is an instance of our SessionMixin.
    """
    app = make_app()
    with app.test_request_context():
        session = flask.session._get_current_object()

    assert isinstance(session, SessionMixin) is HAS_INTERFACES


def test_open_and_save_must_be_defined():
    interface = SessionInterface()

    with pytest.raises(NotImplementedError):
        interface.open_session(make_app(), None)
    with pytest.raises(NotImplementedError):
        interface.save_session(make_app(), DictSession(), None)


def test_null_sessions_of_an_interface():
    interface = SessionInterface()
    session = interface.make_null_session(make_app())

    assert type(session) is NullSession
    assert interface.is_null_session(session)
    assert not interface.is_null_session(SecureCookieSession())
    assert not interface.is_null_session(None)


@pytest.mark.skipif(not HAS_INTERFACES, reason="This Flask has no session interfaces.")
def test_flasks_null_session_is_one_too():
    """
    An interface that returns Flask's own null session does not have it saved.
    """
    assert SessionInterface().is_null_session(native.NullSession())


def test_null_session_class_of_ones_own():
    class Closed(dict, SessionMixin):
        pass

    class Interface(SessionInterface):
        null_session_class = Closed

    interface = Interface()

    assert type(interface.make_null_session(make_app())) is Closed
    assert interface.is_null_session(Closed())


def test_cookie_defaults():
    """
    Without any config the cookie is what today's Flask makes it.
    """
    interface, app = SessionInterface(), make_app()

    assert interface.get_cookie_name(app) == "session"
    assert interface.get_cookie_domain(app) is None
    assert interface.get_cookie_path(app) == "/"
    assert interface.get_cookie_httponly(app) is True
    assert interface.get_cookie_secure(app) is False
    assert interface.get_cookie_samesite(app) is None
    assert interface.get_cookie_partitioned(app) is False
    assert interface.pickle_based is False


@needs_config
def test_cookie_follows_the_config():
    """
    Every SESSION_COOKIE_ key of today's Flask is honoured, also where Flask has no such key.
    """
    interface = SessionInterface()
    app = make_app(
        SESSION_COOKIE_NAME="sid",
        SESSION_COOKIE_DOMAIN="example.com",
        SESSION_COOKIE_PATH="/app",
        SESSION_COOKIE_HTTPONLY=False,
        SESSION_COOKIE_SECURE=True,
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_PARTITIONED=True,
    )

    assert interface.get_cookie_name(app) == "sid"
    assert interface.get_cookie_domain(app) == "example.com"
    assert interface.get_cookie_path(app) == "/app"
    assert interface.get_cookie_httponly(app) is False
    assert interface.get_cookie_secure(app) is True
    assert interface.get_cookie_samesite(app) == "Strict"
    assert interface.get_cookie_partitioned(app) is True


def test_cookie_name_of_a_subclass():
    """
    A name set on the Flask subclass is used by every Flask that reads it there.
    """

    class Named(flask.Flask):
        session_cookie_name = "sid"

    app = Named("sessioncompat")
    app.secret_key = "secret"

    @app.route("/")
    def write():
        flask.session["a"] = 1
        return ""

    (cookie,) = app.test_client().get("/").headers.getlist("Set-Cookie")

    assert SessionInterface().get_cookie_name(app) == cookie.partition("=")[0]


@needs_config
@pytest.mark.parametrize("name", ["example.com", "example.com:5000", "localhost.localdomain"])
def test_cookie_domain_is_what_this_flask_makes_it(name):
    """
    With a SERVER_NAME the domain is the one that Flask's own cookie has.
    """
    app = make_app(SERVER_NAME=name)

    @app.route("/")
    def write():
        flask.session["a"] = 1
        return ""

    flasks = app.test_client().get("/", base_url="http://" + name)
    ours = app.response_class()
    ours.set_cookie("session", "", domain=SessionInterface().get_cookie_domain(app))

    assert domain_of(ours) == domain_of(flasks)


def domain_of(response):
    (cookie,) = response.headers.getlist("Set-Cookie")
    return [part for part in cookie.lower().split("; ") if part.startswith("domain=")]


def test_no_expiration_time_unless_permanent():
    assert SessionInterface().get_expiration_time(make_app(), DictSession()) is None


def test_expiration_time_is_aware_utc():
    """
    The end of a permanent session is an aware datetime in UTC, on every Flask.
    """
    app = make_app()
    session = DictSession(_permanent=True)
    expires = SessionInterface().get_expiration_time(app, session)
    lifetime = getattr(app, "permanent_session_lifetime", timedelta(days=31))

    assert expires.utcoffset() == timedelta(0)
    assert abs(datetime.now(UTC) + lifetime - expires) < timedelta(seconds=5)


def test_utc():
    moment = datetime(2026, 1, 1, tzinfo=UTC)

    assert moment.utcoffset() == timedelta(0)
    assert moment.dst() in (None, timedelta(0))
    assert moment.tzname().startswith("UTC")
    assert "UTC" in repr(UTC) or "utc" in repr(UTC)


@pytest.mark.parametrize(
    "modified, permanent, expected",
    [(True, False, True), (False, False, False), (False, True, True), (True, True, True)],
)
def test_should_set_cookie(modified, permanent, expected):
    session = DictSession(_permanent=permanent)
    session.modified = modified

    assert bool(SessionInterface().should_set_cookie(make_app(), session)) is expected


@needs_config
def test_should_not_refresh_where_told():
    session = DictSession(_permanent=True)
    session.modified = False
    app = make_app(SESSION_REFRESH_EACH_REQUEST=False)

    assert not SessionInterface().should_set_cookie(app, session)


def test_copies_of_a_secure_cookie_session():
    """
    copy() gives the data in a dict of its own.
    """
    session = SecureCookieSession({"a": 1})
    copied = session.copy()
    copied["a"] = 2

    assert session["a"] == 1
    assert copied == {"a": 2}
