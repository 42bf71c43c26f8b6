"""
session.accessed is true once somebody looked, on every Flask and for any session.
"""

import copy
import pickle

import pytest
from session_classes import CallbackSession, DictSession, MappingSession

import flask
from sessioncompat import (
    NullSession,
    SecureCookieSession,
    SessionInterface,
    SessionMixin,
    get_session,
    has,
    init_extension,
    set_session,
)

NOTICED_BY_FLASK = has("flask.ctx.RequestContext.session") or has("flask.ctx.AppContext.session")


SESSIONS = [DictSession, CallbackSession, MappingSession, SecureCookieSession]


class Interface(SessionInterface):
    """Opens a session of the given class, and keeps what it was told to save."""

    def __init__(self, cls=DictSession, prepare=lambda session: None):
        self.cls = cls
        self.prepare = prepare
        self.accessed = None
        self.saved = None

    def open_session(self, app, request):
        session = self.cls({"key": "value"})
        self.prepare(session)
        return session

    def save_session(self, app, session, response):
        # What an interface looks at before it asks is nobody's look.
        session.modified, len(session)
        if not isinstance(session, SecureCookieSession):
            # These mark themselves when their data is read, from Flask 1.0 to 3.1.2.
            session.get("key"), session.permanent
        self.saved = session
        self.accessed = session.accessed


def saved_after(view, interface):
    """The interface, after a request whose view did something with the session."""
    app = flask.Flask("sessioncompat")
    app.debug = True  # Errors come out.
    init_extension(app, interface)

    @app.route("/")
    def index():
        view()
        return ""

    app.test_client().get("/")
    return interface


LOOKS = {
    "item": lambda session: session["key"],
    "get": lambda session: session.get("key"),
    "in": lambda session: "key" in session,
    "not in": lambda session: "other" not in session,
    "len": len,
    "iteration": list,
    "dict": lambda session: dict(session._get_current_object()),
    "keys": lambda session: list(session.keys()),
    "items": lambda session: list(session.items()),
    "values": lambda session: list(session.values()),
    "truth": bool,
    "==": lambda session: session == {},
    "!=": lambda session: session != {},
    "repr": repr,
    "str": str,
    "permanent": lambda session: session.permanent,
    "new": lambda session: session.new,
    "modified": lambda session: session.modified,
    "setdefault": lambda session: session.setdefault("key", 1),
    "pop": lambda session: session.pop("key"),
    "popitem": lambda session: session.popitem(),
    "clear": lambda session: session.clear(),
    "update": lambda session: session.update(a=1),
    "writing": lambda session: session.__setitem__("a", 1),
    "deleting": lambda session: session.__delitem__("key"),
    "writing an attribute": lambda session: setattr(session, "modified", True),
    "copy": lambda session: copy.copy(session._get_current_object()),
    "deepcopy": lambda session: copy.deepcopy(session._get_current_object()),
    "template": lambda session: flask.render_template_string("{% if session %}yes{% endif %}"),
    "flash": lambda session: flask.flash("message"),
}


def python_hides_it(look, cls):
    """Python 2 copies a dict without asking it for anything."""
    return look == "dict" and bytes is str and issubclass(cls, dict) and not NOTICED_BY_FLASK


@pytest.mark.parametrize("cls", SESSIONS)
@pytest.mark.parametrize("look", sorted(LOOKS))
def test_a_look_is_noticed(cls, look):
    """
    Whatever a view does with the session counts as a look.
    """
    if python_hides_it(look, cls):
        pytest.skip("Python 2 copies a dict without asking it for anything.")
    interface = saved_after(lambda: LOOKS[look](flask.session), Interface(cls))

    assert interface.accessed is True


@pytest.mark.parametrize("cls", SESSIONS)
def test_no_look_is_none(cls):
    """
    A request that leaves the session alone does not count, whatever saving reads.
    """
    assert saved_after(lambda: None, Interface(cls)).accessed is False


@pytest.mark.parametrize("cls", SESSIONS)
def test_what_opening_does_is_no_look(cls):
    """
    Filling a session while it is opened is not looking at it.
    """

    def fill(session):
        session["other"] = 1
        session.permanent = True

    assert saved_after(lambda: None, Interface(cls, fill)).accessed is False


@pytest.mark.parametrize("cls", SESSIONS)
def test_isinstance_is_no_look(cls):
    """
    Asking what the session is does not look into it.
    """
    seen = []

    def view():
        ctx = getattr(flask, "_request_ctx_stack", None)
        if NOTICED_BY_FLASK or ctx is None:
            return
        session = ctx.top.session
        seen.append(isinstance(session, SessionMixin) and not isinstance(session, NullSession))

    assert saved_after(view, Interface(cls)).accessed is False
    assert seen in ([True], [])


@pytest.mark.parametrize("cls", SESSIONS)
@pytest.mark.parametrize("view", [lambda: None, lambda: flask.session.get("key")])
def test_the_session_is_of_its_own_class_when_saved(cls, view):
    """
    An interface saves the very class of object that it opened.
    """
    assert type(saved_after(view, Interface(cls)).saved) is cls


def test_a_session_still_does_what_was_asked():
    """
    The first look gives what any other gives.
    """
    seen = []
    saved_after(lambda: seen.append(flask.session["key"]), Interface())
    saved_after(lambda: seen.append("key" in flask.session), Interface())
    saved_after(lambda: seen.append(sorted(flask.session.items())), Interface())
    saved_after(lambda: seen.append(flask.session == {"key": "value"}), Interface())

    assert seen == ["value", True, [("key", "value")], True]


def test_an_error_of_the_first_look():
    def view():
        with pytest.raises(KeyError):
            flask.session["other"]

    assert saved_after(view, Interface()).accessed is True


def test_accessed_set_on_purpose_stays():
    """
    An interface that says accessed when it opens a session has the last word.
    """

    def decide(session):
        session.accessed = True

    assert saved_after(lambda: None, Interface(DictSession, decide)).accessed is True


def test_accessed_of_a_class_of_ones_own():
    class Always(dict, SessionMixin):
        accessed = True

    assert saved_after(lambda: None, Interface(Always)).accessed is True


class Storing(dict, SessionMixin):
    """Keeps every attribute that is set as data."""

    def __setattr__(self, name, value):
        self[name] = value


@pytest.mark.skipif(NOTICED_BY_FLASK, reason="This Flask sets the attribute itself.")
def test_a_session_that_stores_its_attributes():
    """
    The mark does not end up in the data of a session that stores what is set on it.
    """
    interface = saved_after(lambda: flask.session.get("key"), Interface(Storing))

    assert interface.accessed is True
    assert "accessed" not in interface.saved


class Slotted(MappingSession):
    """A session without a place for attributes, but for the one that Flask needs."""

    __slots__ = ("data", "modified", "accessed")

    def __init__(self, initial=()):
        MappingSession.__init__(self, initial)
        self.modified = self.accessed = False


def test_a_session_with_slots():
    assert saved_after(lambda: "key" in flask.session, Interface(Slotted)).accessed is True
    assert saved_after(lambda: None, Interface(Slotted)).accessed is False


@pytest.mark.skipif(NOTICED_BY_FLASK, reason="This Flask cannot use a plain dict.")
def test_a_plain_dict_still_works():
    """
    A Flask that takes a plain dict for a session goes on taking it.
    """

    class Plain(Interface):
        def open_session(self, app, request):
            return {"key": "value"}

        def save_session(self, app, session, response):
            self.saved = session

    seen = []
    interface = saved_after(lambda: seen.append(flask.session["key"]), Plain())

    assert seen == ["value"]
    assert type(interface.saved) is dict


def test_a_null_session_check_of_ones_own_is_no_look():
    """
    An interface may look into a session to see whether it is a null session.
    """

    class Checking(Interface):
        def is_null_session(self, obj):
            return obj.get("null", False)

    assert saved_after(lambda: None, Checking()).accessed is False
    assert saved_after(lambda: "key" in flask.session, Checking()).accessed is True


def test_asking_whether_a_session_is_null_is_no_look():
    """
    A view that asks the interface about the session goes on being watched.
    """
    interface = Interface()

    def view():
        session = getattr(flask, "_request_ctx_stack", None)
        if session is not None and not NOTICED_BY_FLASK:
            interface.is_null_session(session.top.session)
        "key" in flask.session

    assert saved_after(view, interface).accessed is True


def test_get_session_is_a_look():
    assert saved_after(get_session, Interface()).accessed is True


def test_a_replaced_session_is_watched():
    """
    A session that was put in place of another is watched like it.
    """

    def replace():
        set_session(DictSession(other=1))

    def replace_and_look():
        replace()
        "other" in flask.session

    assert saved_after(replace, Interface()).accessed is False
    assert saved_after(replace_and_look, Interface()).accessed is True


def test_a_watched_session_can_be_pickled():
    """
    A session that nobody looked at pickles as what it is.
    """
    pickled = []

    def view():
        pickled.append(pickle.dumps(flask.session._get_current_object(), 2))

    saved_after(view, Interface())

    assert type(pickle.loads(pickled[0])) is DictSession


@pytest.mark.skipif(
    not has("flask.testing.FlaskClient.session_transaction"), reason="This Flask has none."
)
def test_session_transaction():
    """
    A test that opens the session by itself gets one, and has it saved.
    """
    app = flask.Flask("sessioncompat")
    interface = init_extension(app, Interface())
    with app.test_client().session_transaction() as session:
        assert session["key"] == "value"

    assert type(interface.saved) is DictSession


class Beakers(dict, SessionMixin):
    """Has a method of the name, as Beaker's sessions have, which others call."""

    def accessed(self):
        return True


@pytest.mark.skipif(NOTICED_BY_FLASK, reason="This Flask sets the attribute itself.")
def test_a_method_of_the_name_stays():
    interface = saved_after(lambda: flask.session.get("key"), Interface(Beakers))

    assert interface.saved.accessed() is True
