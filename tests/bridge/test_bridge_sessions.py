"""
Session classes and session objects that Flask was content with.
"""

import collections.abc
import datetime
import pickle
import sys
import uuid

import flask
import pytest

from sessioncompat import has
from sessioncompat.bridge.sessions import SessionView, with_room

MAPPING = """
    from collections.abc import MutableMapping
    from flask.sessions import SessionMixin

    class Data(object):
        def __init__(self, **data):
            self.data = data
        def __getitem__(self, key):
            return self.data[key]
        def __setitem__(self, key, value):
            self.data[key] = value
        def __delitem__(self, key):
            del self.data[key]
        def __iter__(self):
            return iter(self.data)
        def __len__(self):
            return len(self.data)
"""


def test_the_mapping_may_come_before_the_mixin(old, install, used):
    source = MAPPING + """
    class Session(Data, MutableMapping, SessionMixin):
        pass
    """
    with pytest.raises(TypeError, match="MRO|consistent method resolution"):
        old(source)
    install()
    session = old(source).Session(user="alice")

    assert session["user"] == session.get("user") == "alice"
    assert isinstance(session, flask.sessions.SessionMixin)
    assert isinstance(session, collections.abc.MutableMapping)
    assert used() == ["SC110"]


def test_the_mixin_may_come_before_the_dict(old, install, used):
    source = MAPPING + """
    class Session(SessionMixin, dict):
        pass
    """
    with pytest.raises(KeyError):
        old(source).Session(user="alice")["user"]
    install()
    session = old(source).Session(user="alice")
    session.permanent = True

    assert session["user"] == session.get("user") == "alice"
    assert session.permanent and session["_permanent"]
    assert isinstance(session, flask.sessions.SessionMixin)
    assert used() == ["SC114"]


def test_some_methods_of_a_mapping_may_be_missing(old, install, used):
    source = MAPPING + """
    class Session(SessionMixin):
        def __init__(self):
            self.data = {}
        def __getitem__(self, key):
            return self.data[key]
        def __setitem__(self, key, value):
            self.data[key] = value
    """
    with pytest.raises(TypeError, match="abstract"):
        old(source).Session()
    install()
    session = old(source).Session()
    session["user"] = "alice"

    assert session["user"] == session.get("user") == "alice"
    assert session, "Flask before 1.0 took it for one that is not empty."
    assert used() == ["SC111"]


def test_classes_that_fit_are_made_as_ever(old, install, used):
    """
    What is right today has today's order of bases and Flask's own metaclass, in scope or out of it.
    """
    source = MAPPING + """
    class Session(dict, SessionMixin):
        pass
    class Wrapper(Data, SessionMixin):
        pass
    class Base(SessionMixin):
        def __getitem__(self, key):
            return key
    class Whole(Data, Base):
        pass
    """
    before = old(source)
    install()
    after = old(source)
    for name in ("Session", "Wrapper", "Whole"):
        cls = getattr(after, name)
        if sys.version_info >= (3, 9):
            assert type(cls) is type(getattr(before, name))
        assert [base.__name__ for base in cls.__mro__] == [
            base.__name__ for base in getattr(before, name).__mro__
        ]
        assert cls(user="alice").get("user") and not cls()
    assert used() == ["SC111"], "The base is not whole, which its subclass is."


def test_others_make_their_classes_as_today(old, install):
    install(["another"])

    with pytest.raises(TypeError, match="MRO|consistent method resolution"):
        old(MAPPING + "\n    class Session(Data, MutableMapping, SessionMixin): pass")
    with pytest.raises(TypeError, match="abstract"):
        old(MAPPING + "\n    class Session(SessionMixin): pass\n    Session()")


def in_a_request(session):
    """What Flask does with a session that an interface has opened."""
    session = with_room(session, None)
    session.accessed = True
    return session


class Slots(dict):
    __slots__ = ()


class ReadOnly(dict, flask.sessions.SessionMixin):
    accessed = property(lambda self: False)


class Proxy(dict, flask.sessions.SessionMixin):
    def __setattr__(self, name, value):
        self[name] = value


class Bare(dict):
    pass


class Callable(dict):
    def accessed(self):
        return "a method"


@pytest.mark.parametrize("cls", [dict, Slots, ReadOnly, Proxy, Bare, Callable])
def test_there_is_room_for_what_flask_writes(cls):
    session = in_a_request(cls(user="alice"))

    assert session.accessed is True
    assert session["user"] == "alice" and len(session) == 1 and "accessed" not in session
    assert session.modified in (True, False) and session.new in (True, False)
    if cls is not Proxy:  # whose attributes are data by its own will
        session.permanent = session.modified = True
        assert session.permanent and session.modified is True


@pytest.mark.parametrize("cls", [ReadOnly, Proxy, Bare])
def test_a_session_stays_the_object_it_is_where_it_can(cls):
    session = cls(user="alice")

    assert with_room(session, None) is session
    assert isinstance(session, cls)


def test_a_session_with_room_is_left_alone():
    session = flask.sessions.SecureCookieSession({"user": "alice"})

    assert type(with_room(session, None)) is flask.sessions.SecureCookieSession


def test_a_view_is_a_window():
    data = {"a": 1}
    view = SessionView(data)
    view["b"] = 2
    del view["a"]
    view.update(c=3)
    view.setdefault("d", 4)

    assert view == data == {"b": 2, "c": 3, "d": 4}
    assert view != {"b": 2} and not view != SessionView(dict(data))
    assert dict(view) == data and sorted(view.items()) == sorted(data.items())
    assert repr(view) == repr(data) and view.pop("b") == 2 and "b" not in data
    view.clear()
    assert not view and data == {}


def test_a_view_passes_on_what_only_the_session_has():
    class Beaker(dict):
        __slots__ = ("id", "saved")

        def accessed(self):
            return True

        def save(self):
            self.saved = True

    session = Beaker()
    view = with_room(session, None)
    view.id = "1"
    view.save()

    assert (session.id, session.saved) == ("1", True)
    with pytest.raises(AttributeError, match="nothing"):
        view.nothing


def test_beaker_keeps_its_sessions(old, install):
    """
    Its session objects have a method where Flask writes ``accessed``.
    """
    pytest.importorskip("beaker")
    install()
    module = old(
        """
        import flask
        from beaker.middleware import SessionMiddleware

        class BeakerInterface(flask.sessions.SessionInterface):
            def open_session(self, app, request):
                return request.environ["beaker.session"]
            def save_session(self, app, session, response):
                session.save()

        app = flask.Flask("old_code")
        app.wsgi_app = SessionMiddleware(app.wsgi_app, {"session.type": "memory"})
        app.session_interface = BeakerInterface()

        @app.route("/")
        def count():
            flask.session["count"] = flask.session.get("count", 0) + 1
            return "%s %s" % (flask.session["count"], flask.session.permanent)
        """
    )
    client = module.app.test_client()

    assert [client.get("/").get_data(as_text=True) for _ in range(3)] == [
        "1 False", "2 False", "3 False"
    ]


EXPIRES = """
    import datetime
    from flask.sessions import SecureCookieSessionInterface
    import flask

    app = flask.Flask("old_code")
    session = flask.sessions.SecureCookieSession()
    session.permanent = True
    class Interface(SecureCookieSessionInterface):
        def time(self):
            return self.get_expiration_time(app, session)
    expires = Interface().time()
    now = datetime.datetime(2000, 1, 1)
"""


def test_the_end_of_a_session_can_be_compared_with_a_naive_time(old, install, used):
    if has("flask.Flask.session_cookie_name"):
        pytest.skip("This Flask's is naive, or the other tests would not run.")
    with pytest.raises(TypeError, match="naive"):
        old(EXPIRES + "    expires > now")
    install()
    module = old(EXPIRES + """
    answers = (
        expires > now, now < expires, expires >= now, not expires < now, not expires <= now,
        expires != now, (expires - now).days > 365, (now - expires).days < -365,
    )
    """)

    assert module.answers == (True,) * 8
    assert "SC126" in used()


def test_it_is_an_aware_time_all_the_same(old, install):
    """
    What is written to today's Flask compares it with the time in UTC, stores it and sends it.
    """
    install()
    expires = old(EXPIRES).expires
    now = datetime.datetime.now(datetime.timezone.utc)

    assert expires > now and expires.tzinfo is datetime.timezone.utc
    assert expires - now > datetime.timedelta(days=30)
    assert now + (expires - now) == expires and hash(expires) == hash(now + (expires - now))
    assert type(pickle.loads(pickle.dumps(expires))) is datetime.datetime
    response = flask.Response()
    response.set_cookie("session", "1", expires=expires)
    assert "GMT" in response.headers["Set-Cookie"]


def test_others_are_given_an_ordinary_time(old, install):
    install(["another"])

    assert type(old(EXPIRES).expires) is datetime.datetime


BYTES = """
    import flask, uuid
    def send(value):
        response = flask.Response()
        response.set_cookie("sid", value)
        return response.headers["Set-Cookie"].partition(";")[0]
"""


@pytest.mark.parametrize(
    "value, code", [(b"abc.def", "SC117"), (uuid.UUID(int=1), "SC118")], ids=["bytes", "uuid"]
)
def test_a_cookie_may_be_what_it_was(value, code, old, install, used):
    if not has("werkzeug.test.Client.cookie_jar"):
        with pytest.raises((TypeError, AttributeError)):
            old(BYTES).send(value)
    install()
    expected = value.decode() if isinstance(value, bytes) else str(value)

    assert old(BYTES).send(value) == "sid=" + expected
    assert used() == [code]
    if not has("werkzeug.test.Client.cookie_jar"):
        with pytest.raises((TypeError, AttributeError)):
            old(BYTES, "todays_code").send(value)


SAVES_BYTES = """
    import flask
    from flask.sessions import SecureCookieSessionInterface, SessionInterface

    class Own(SessionInterface):
        def open_session(self, app, request):
            return {}
        def save_session(self, app, session, response):
            response.set_cookie("sid", b"1")

    class Serializer(object):
        def dumps(self, data):
            return b"1"

    class Flasks(SecureCookieSessionInterface):
        def get_signing_serializer(self, app):
            return Serializer()

    def visit(interface):
        app = flask.Flask("old_code")
        app.session_interface = interface()

        @app.route("/")
        def index():
            flask.session["name"] = "ada"
            return "hello"

        return app.test_client().get("/").headers["Set-Cookie"].partition(";")[0].partition("=")[2]
"""


@pytest.mark.parametrize("interface", ["Own", "Flasks"])
def test_a_session_that_is_saved_as_bytes_is_written_down(interface, old, install, used):
    """
    Also where Flask sets the cookie, to what code in scope has made.
    """
    install()
    module = old(SAVES_BYTES)

    assert module.visit(getattr(module, interface)) == "1"
    assert "SC117" in used()
