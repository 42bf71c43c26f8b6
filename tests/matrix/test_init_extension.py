"""
init_extension: any session interface on any application.
"""

import types

import pytest

import flask
from sessioncompat import NullSession, SessionInterface, SessionMixin, has, init_extension


class Session(dict, SessionMixin):
    pass


class Store(object):
    """Sessions by client, where the client's name is the cookie's value."""

    def __init__(self):
        self.sessions = {}
        self.saved = []

    def open_session(self, app, request):
        return Session(self.sessions.get(request.cookies.get("sid"), {}))

    def save_session(self, app, session, response):
        self.saved.append(session)
        self.sessions["alice"] = dict(session)
        response.set_cookie("sid", "alice")


class Interface(Store, SessionInterface):
    """An interface written to today's API."""


class Glue(Store):
    """The widely copied glue, which derives from object."""


class OldStyle:
    """The same with a class of Python 2's first kind."""

    def __init__(self):
        self.store = Store()

    def open_session(self, app, request):
        return self.store.open_session(app, request)

    def save_session(self, app, session, response):
        return self.store.save_session(app, session, response)


class Slotted(object):
    """An interface with no room for anything."""

    __slots__ = ("store",)

    def __init__(self):
        self.store = Store()

    def open_session(self, app, request):
        return self.store.open_session(app, request)

    def save_session(self, app, session, response):
        return self.store.save_session(app, session, response)


def make_module():
    module = types.ModuleType("sessions_of_a_module")
    store = Store()
    module.open_session = store.open_session
    module.save_session = store.save_session
    return module


def make_app(interface=None):
    app = flask.Flask("sessioncompat")
    app.secret_key = "secret"
    if interface is not None:
        init_extension(app, interface)

    @app.route("/write")
    def write():
        flask.session["key"] = "value"
        return ""

    @app.route("/read")
    def read():
        return str(flask.session.get("key"))

    return app


def body(response):
    return response.data.decode()


@pytest.mark.parametrize("make_interface", [Interface, Glue, OldStyle, Slotted, make_module])
def test_sessions_are_kept(make_interface):
    """
    What one request writes the next one reads, whatever the interface is made of.
    """
    client = make_app(make_interface()).test_client()

    assert body(client.get("/read")) == "None"
    client.get("/write")
    assert body(client.get("/read")) == "value"


@pytest.mark.parametrize("make_interface", [Interface, Glue])
def test_the_interface_itself_is_returned_and_installed(make_interface):
    app, interface = make_app(), make_interface()

    assert init_extension(app, interface) is interface
    assert app.session_interface is interface


@pytest.mark.parametrize("make_interface", [Interface, Glue, OldStyle, Slotted, make_module])
def test_the_installed_interface_is_complete(make_interface):
    """
    Other extensions find everything on the interface that today's Flask has there.
    """
    app = make_app()
    interface = init_extension(app, make_interface())

    assert isinstance(interface, SessionInterface)
    assert interface.get_cookie_name(app) == "session"
    assert interface.is_null_session(interface.make_null_session(app))
    assert interface.pickle_based is False


def test_a_class_keeps_its_identity():
    interface = Glue()
    init_extension(make_app(), interface)

    assert isinstance(interface, Glue)
    assert type(interface).__name__ == "Glue"
    assert type(interface).__module__ == Glue.__module__
    assert type(interface).__doc__ == Glue.__doc__


def test_one_object_is_completed_and_no_other():
    """
    The class of an interface, and its other objects, stay as they are.
    """
    other = Glue()
    init_extension(make_app(), Glue())

    assert type(other) is Glue
    assert not isinstance(other, SessionInterface)


def test_attributes_of_the_interface_are_its_own():
    """
    What a stand-in stands in for is reached through it.
    """
    module = make_module()
    module.prefix = "session:"
    module.pickle_based = True
    interface = init_extension(make_app(), module)

    assert interface.prefix == "session:"
    assert interface.pickle_based is True
    with pytest.raises(AttributeError):
        interface.suffix


def test_twice_is_once():
    interface = Interface()
    app = make_app(interface)

    assert init_extension(app, interface) is interface
    app.test_client().get("/write")
    assert len(interface.saved) == 1


def test_another_interface_takes_over():
    first, second = Interface(), Interface()
    app = make_app(first)
    init_extension(app, second)
    app.test_client().get("/write")

    assert (len(first.saved), len(second.saved)) == (0, 1)


def test_per_application():
    """
    An interface is its application's alone; others keep what they have.
    """
    interface = Interface()
    make_app(interface)
    other = make_app()
    (cookie,) = other.test_client().get("/write").headers.getlist("Set-Cookie")

    assert not interface.saved
    assert cookie.startswith("session=")


def test_two_applications_with_one_interface():
    interface = Interface()
    first, second = make_app(interface), make_app(interface)
    first.test_client().get("/write")
    second.test_client().get("/write")

    assert len(interface.saved) == 2


def test_through_current_app():
    """
    The application may be the proxy that stands for it.
    """
    app, interface = make_app(), Interface()
    with app.test_request_context():
        init_extension(flask.current_app, interface)

    assert app.session_interface is interface


class Closed(SessionInterface):
    """Opens no session."""

    def open_session(self, app, request):
        return None

    def save_session(self, app, session, response):
        raise AssertionError("A null session was saved.")


def test_no_session_is_a_null_session():
    """
    Where open_session returns None the session reads as empty, and is not saved.
    """
    app = make_app(Closed())

    with app.test_request_context():
        assert isinstance(flask.session._get_current_object(), NullSession)
    response = app.test_client().get("/read")
    assert body(response) == "None"
    assert not response.headers.getlist("Set-Cookie")


def test_a_null_session_cannot_be_written():
    app = make_app(Closed())

    with app.test_request_context():
        with pytest.raises(RuntimeError):
            flask.session["key"] = "value"


class OwnNull(Closed):
    def make_null_session(self, app):
        return Session(null=True)

    def save_session(self, app, session, response):
        response.set_cookie("saved", "yes")


def test_a_null_session_of_ones_own_is_used():
    app = make_app(OwnNull())

    with app.test_request_context():
        assert flask.session["null"] is True


def test_a_null_session_that_is_none_is_saved():
    """
    What make_null_session returns is saved unless is_null_session knows it.
    """
    response = make_app(OwnNull()).test_client().get("/read")

    assert "saved=yes" in response.headers["Set-Cookie"]


class SaveOnly(object):
    def save_session(self, app, session, response):
        pass


class Unfinished(SessionInterface):
    def open_session(self, app, request):
        return Session()


@pytest.mark.parametrize(
    "interface, message",
    [
        (SaveOnly(), "SaveOnly has no open_session method"),
        (Unfinished(), "Unfinished has no save_session method"),
        (object(), "object has no open_session method"),
        (None, "NoneType has no open_session method"),
        (Interface, "Interface is a class. Pass an instance: init_extension(app, Interface())"),
    ],
)
def test_what_is_no_interface(interface, message):
    """
    The error names the class, what it lacks and what to do.
    """
    with pytest.raises(TypeError) as error:
        init_extension(make_app(), interface)

    assert message in str(error.value)


def test_the_missing_method_is_spelled_out():
    with pytest.raises(TypeError) as error:
        init_extension(make_app(), Unfinished())

    assert "save_session(self, app, session, response)" in str(error.value)


def test_no_application():
    with pytest.raises(TypeError) as error:
        init_extension(Interface(), make_app())

    assert "Flask application" in str(error.value)


def test_without_config_and_extensions():
    """
    Applications of a Flask without app.config or app.extensions do as well.
    """
    app = make_app()
    lacking = [name for name in ("config", "extensions") if not hasattr(app, name)]
    interface = init_extension(app, Interface())

    assert interface.get_cookie_samesite(app) is None
    assert lacking == [name for name in lacking if not has("flask.Flask." + name)]


def test_an_error_while_saving_is_not_hidden():
    class Failing(Interface):
        def save_session(self, app, session, response):
            raise ZeroDivisionError()

    app = make_app(Failing())
    app.debug = True
    with pytest.raises(ZeroDivisionError):
        app.test_client().get("/read")


def test_the_response_keeps_its_class():
    """
    What the interface adds to a response is gone once the session is saved.
    """
    seen = []

    class Watching(Interface):
        def save_session(self, app, session, response):
            seen.append(response)

    app = make_app(Watching())
    app.test_client().get("/read")

    assert type(seen[0]) is app.response_class
