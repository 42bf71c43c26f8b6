"""
Session hooks written for Flask before 0.8 work on any Flask.
"""

import threading

import pytest

import flask
from sessioncompat import (
    SessionInterface,
    SessionMixin,
    adopt_hooks,
    has,
    init_extension,
    session_interface_from_hooks,
)


class Session(dict, SessionMixin):
    pass


class Hooks(object):
    """Two hooks that keep one session on the server."""

    def __init__(self):
        self.data = {}
        self.saved = 0

    def open_session(self, request):
        return Session(self.data)

    def save_session(self, session, response):
        self.saved += 1
        self.data = dict(session)


def add_views(app):
    app.secret_key = "secret"

    @app.route("/write")
    def write():
        flask.session["key"] = "value"
        return ""

    @app.route("/read")
    def read():
        return str(flask.session.get("key"))

    return app


def make_app(cls=flask.Flask):
    return add_views(cls("sessioncompat"))


def body(response):
    return response.data.decode()


def test_an_interface_of_two_functions():
    hooks = Hooks()
    app = make_app()
    init_extension(app, session_interface_from_hooks(hooks.open_session, hooks.save_session))
    client = app.test_client()
    response = client.get("/write")

    assert not response.headers.getlist("Set-Cookie")
    assert body(client.get("/read")) == "value"
    assert hooks.saved == 2


def test_hooks_of_two_functions_that_open_none():
    """
    Where the hook opens no session it is a null session, and is not saved.
    """
    hooks = Hooks()
    app = make_app()
    init_extension(app, session_interface_from_hooks(lambda request: None, hooks.save_session))

    assert body(app.test_client().get("/read")) == "None"
    assert hooks.saved == 0


def test_a_hook_must_be_a_function():
    with pytest.raises(TypeError) as error:
        session_interface_from_hooks(Hooks().open_session, "save")

    assert "save_session must be a function, not 'save'" in str(error.value)


def assigned(hooks):
    app = make_app()
    app.open_session = hooks.open_session
    app.save_session = hooks.save_session
    return app


def overridden(hooks):
    class Hooked(flask.Flask):
        def open_session(self, request):
            return hooks.open_session(request)

        def save_session(self, session, response):
            return hooks.save_session(session, response)

    return make_app(Hooked)


def mixed_in(hooks):
    class Mixin(object):
        def open_session(self, request):
            return hooks.open_session(request)

        def save_session(self, session, response):
            return hooks.save_session(session, response)

    class Hooked(Mixin, flask.Flask):
        pass

    return make_app(Hooked)


MAKERS = pytest.mark.parametrize("make", [assigned, overridden, mixed_in])


@MAKERS
def test_adopted_hooks_are_called(make):
    """
    The session stays on the server, where the hooks keep it.
    """
    hooks = Hooks()
    app = make(hooks)
    adopt_hooks(app)
    client = app.test_client()
    response = client.get("/write")

    assert not response.headers.getlist("Set-Cookie")
    assert hooks.data == {"key": "value"}
    assert body(client.get("/read")) == "value"
    assert hooks.saved == 2


@MAKERS
def test_an_interface_is_returned(make):
    assert isinstance(adopt_hooks(make(Hooks())), SessionInterface)


@pytest.mark.skipif(
    not has("flask.sessions.SessionInterface.get_cookie_samesite"),
    reason="This Flask calls the hooks itself.",
)
@MAKERS
def test_adopted_hooks_are_the_interface(make):
    app = make(Hooks())
    interface = adopt_hooks(app)

    assert app.session_interface is interface
    # What other extensions ask Flask's own interface for is still to be had.
    assert app.session_interface.get_signing_serializer(app) is not None


@MAKERS
def test_adopting_twice_is_adopting_once(make):
    hooks = Hooks()
    app = make(hooks)
    adopt_hooks(app)
    adopt_hooks(app)
    app.test_client().get("/write")

    assert hooks.saved == 1


def test_the_application_keeps_its_class():
    app = overridden(Hooks())
    before = type(app)
    adopt_hooks(app)

    assert isinstance(app, before)
    assert type(app).__name__ == before.__name__


def test_nothing_to_adopt():
    """
    Without hooks the application's sessions would quietly be Flask's own.
    """
    with pytest.raises(LookupError) as error:
        adopt_hooks(make_app())

    message = str(error.value)
    assert "nothing to adopt" in message and "class Flask" in message
    assert "Call adopt_hooks after" in message


def test_only_saving_is_hooked():
    """
    What the hooks leave out the application's former interface does.
    """
    seen = []

    class Hooked(flask.Flask):
        def save_session(self, session, response):
            seen.append(dict(session))

    app = make_app(Hooked)
    adopt_hooks(app)
    app.test_client().get("/write")

    assert seen == [{"key": "value"}]


def test_a_hook_that_calls_super():
    """
    A hook may add something to what Flask does, by calling super().
    """

    class Hooked(flask.Flask):
        def open_session(self, request):
            return super(Hooked, self).open_session(request)

        def save_session(self, session, response):
            session["saved"] = True
            return super(Hooked, self).save_session(session, response)

    app = make_app(Hooked)
    adopt_hooks(app)
    client = app.test_client()
    client.get("/write")

    assert body(client.get("/read")) == "value"


@pytest.mark.skipif(
    not has("flask.Flask.open_session"), reason="This Flask has no method to call."
)
def test_a_hook_that_wraps_the_former_one():
    """
    A function in place of a method of Flask's may call that method.
    """
    app = make_app()
    former = app.save_session
    seen = []

    def save_session(session, response):
        seen.append(dict(session))
        return former(session, response)

    app.save_session = save_session
    adopt_hooks(app)
    client = app.test_client()
    client.get("/write")

    assert len(seen) == 1
    assert body(client.get("/read")) == "value"


@pytest.mark.skipif(
    not has("flask.sessions.SessionInterface"),
    reason="This Flask makes null sessions by itself.",
)
def test_a_null_session_of_the_class():
    """
    An overridden make_null_session makes the session where none can be opened.
    """

    class Hooked(flask.Flask):
        def make_null_session(self):
            return Session(null=True)

    app = make_app(Hooked)
    app.secret_key = None
    adopt_hooks(app)
    with app.test_request_context():
        assert flask.session["null"] is True


@pytest.mark.skipif(
    not has("flask.sessions.SessionInterface"),
    reason="This Flask makes null sessions by itself.",
)
def test_null_sessions_of_two_threads():
    """
    While a hook makes the null session of one request, it is asked for that of another, too.
    """
    found = []

    class Hooked(flask.Flask):
        def make_null_session(self):
            if not found:
                found.append("the first")
                other = threading.Thread(target=open_one)
                other.start()
                other.join()
            return Session(null=True)

    def open_one():
        with app.test_request_context():
            found.append(dict(flask.session))

    app = make_app(Hooked)
    app.secret_key = None
    adopt_hooks(app)
    open_one()

    assert found == ["the first", {"null": True}, {"null": True}]


def test_hooks_of_one_application_alone():
    hooks = Hooks()
    adopt_hooks(assigned(hooks))
    make_app().test_client().get("/write")

    assert hooks.saved == 0


def test_no_application():
    with pytest.raises(TypeError) as error:
        adopt_hooks(Hooks())

    assert "Flask application" in str(error.value)
