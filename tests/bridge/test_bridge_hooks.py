"""
Session hooks of the application work again, and so does the name of its cookie.
"""

import flask
import pytest

import sessioncompat.bridge
from sessioncompat import has

STORE = """
    import flask

    STORED = {}

    def open_session(request):
        return dict(STORED.get(request.cookies.get("sid"), ()))

    def save_session(session, response):
        STORED["1"] = dict(session)
        response.set_cookie("sid", "1")

    def make_app(cls=flask.Flask):
        app = cls("old_code")
        app.secret_key = "secret"

        @app.route("/count")
        def count():
            flask.session["count"] = flask.session.get("count", 0) + 1
            return str(flask.session["count"])

        return app
"""


def counts(app):
    client = app.test_client()
    responses = [client.get("/count") for _ in range(3)]
    cookies = [response.headers.get("Set-Cookie", "").partition("=")[0] for response in responses]
    return [response.get_data(as_text=True) for response in responses], cookies[0]


def assigned(old):
    return old(STORE + """
    app = make_app()
    app.open_session = open_session
    app.save_session = save_session
    """)


def overridden(old):
    return old(STORE + """
    class Application(flask.Flask):
        def open_session(self, request):
            return open_session(request)

        def save_session(self, session, response):
            return save_session(session, response)

    app = make_app(Application)
    """)


def mixed_in(old):
    return old(STORE + """
    class Hooks(object):
        def open_session(self, request):
            return open_session(request)

        def save_session(self, session, response):
            return save_session(session, response)

    class Application(Hooks, flask.Flask):
        pass

    app = make_app(Application)
    """)


WAYS = pytest.mark.parametrize("way", [assigned, overridden, mixed_in])


@WAYS
def test_without_the_bridge_they_are_ignored(way, old):
    module = way(old)

    assert counts(module.app) == (["1", "2", "3"], "session")
    assert module.STORED == {}


@WAYS
def test_hooks_keep_the_sessions(way, old, install, used):
    install()
    module = way(old)

    assert counts(module.app) == (["1", "2", "3"], "sid")
    assert module.STORED == {"1": {"count": 3}}
    assert ("SC302" if way is assigned else "SC303") in used()


@WAYS
def test_uninstalling_gives_the_application_back_its_interface(way, old, install):
    install()
    module = way(old)
    counts(module.app)
    sessioncompat.bridge.uninstall()

    assert module.app.session_interface is flask.Flask.session_interface
    assert counts(module.app)[1] == "session"


def test_code_out_of_scope_sees_attributes_that_mean_nothing(old, install):
    """
    Another application may use the names as it likes.
    """
    install(["another"])
    module = assigned(old)

    assert module.app.open_session is module.open_session
    assert counts(module.app)[1] == "session"


def test_a_hook_calls_the_one_it_has_replaced(old, install):
    """
    Extensions wrapped what was there before.
    """
    install()
    module = old(STORE + """
    app = make_app()
    former = app.open_session
    seen = []

    def looking(request):
        seen.append(former(request))
        return seen[-1]

    app.open_session = looking
    """)

    assert counts(module.app) == (["1", "2", "3"], "session")
    assert [dict(session) for session in module.seen] == [{"count": 1}, {"count": 2}, {"count": 3}]


def test_an_overriding_hook_calls_super(old, install):
    install()
    module = old(STORE + """
    class Application(flask.Flask):
        def save_session(self, session, response):
            session["saved"] = session.get("saved", 0) + 1
            super(Application, self).save_session(session, response)

        def open_session(self, request):
            return flask.Flask.open_session(self, request)

        def make_null_session(self):
            return super(Application, self).make_null_session()

    app = make_app(Application)

    @app.route("/saved")
    def saved():
        return str(flask.session["saved"])
    """)
    client = module.app.test_client()
    client.get("/count")
    client.get("/count")

    assert client.get("/saved").get_data(as_text=True) == "2"
    module.app.secret_key = None
    with pytest.raises(RuntimeError, match="secret key"):
        module.app.testing = True
        client.get("/count")


@pytest.mark.parametrize("name", ["open_session", "save_session", "make_null_session"])
def test_hooks_can_be_called(name, old, install, used):
    install()
    module = old(STORE + """
    app = make_app()

    def call():
        response = flask.Response()
        with app.test_request_context():
            if %r == "open_session":
                return app.open_session(flask.request)
            if %r == "make_null_session":
                return app.make_null_session()
            session = app.open_session(flask.request)
            session["user"] = "alice"
            app.save_session(session, response)
            return response.headers["Set-Cookie"]
    """ % (name, name))
    if has("flask.Flask.open_session"):
        pytest.skip("This Flask has them.")

    result = module.call()

    if name == "save_session":
        assert result.startswith("session=")
    else:
        assert isinstance(result, flask.sessions.SecureCookieSession)
    assert "SC102" in used()


def test_hooks_win_over_an_interface_that_is_assigned_later(old, install):
    """
    Flask before 1.0 asked the hooks, and they the interface if they cared.
    """
    install()
    module = assigned(old)
    interface = flask.sessions.SecureCookieSessionInterface()
    module.app.session_interface = interface

    assert counts(module.app)[1] == "sid"
    sessioncompat.bridge.uninstall()


def test_an_assigned_interface_can_be_taken_off_again(old, install):
    install()
    module = old(STORE + "\n    app = make_app()")
    interface = flask.sessions.SecureCookieSessionInterface()
    module.app.session_interface = interface
    assert module.app.session_interface is interface
    del module.app.session_interface

    assert module.app.session_interface is flask.Flask.session_interface
    with pytest.raises(AttributeError):
        del module.app.session_interface


def test_todays_hookless_applications_are_left_alone(old, install):
    """
    An application that is itself in scope, and does nothing old, keeps Flask's own interface.
    """
    install()
    module = old(STORE + "\n    app = make_app()")

    assert counts(module.app)[1] == "session"
    assert module.app.session_interface is flask.Flask.session_interface
    assert not sessioncompat.bridge.report()


def test_the_cookies_name_is_read_and_written(old, install, used):
    install()
    module = old(STORE + """
    app = make_app()
    before = app.session_cookie_name
    app.session_cookie_name = "sid"
    after = app.session_cookie_name
    """)

    assert (module.before, module.after) == ("session", "sid")
    assert module.app.config["SESSION_COOKIE_NAME"] == "sid"
    assert counts(module.app)[1] == "sid"
    assert used() == ["SC101", "SC301", "SC101"]


def test_a_class_names_its_cookie(old, install, used):
    install()
    module = old(STORE + """
    class Application(flask.Flask):
        session_cookie_name = "sid"

    app = make_app(Application)
    other = make_app()
    """)

    assert counts(module.app)[1] == "sid"
    assert counts(module.other)[1] == "session"
    assert used() == ["SC301"]
    sessioncompat.bridge.uninstall()
    assert "default_config" not in vars(module.Application)


INTERFACE = STORE + """
    class Interface(flask.sessions.SessionInterface):
        def open_session(self, app, request):
            return open_session(request)

        def save_session(self, app, session, response):
            assert type(session) is dict, session
            return save_session(session, response)

    app = make_app()
    app.session_interface = Interface()
"""


def test_an_interface_may_open_plain_dicts(old, install, used):
    """
    Flask 3.1.3 writes ``accessed`` on the session, and a dict has no room for it.
    """
    install()
    module = old(INTERFACE)
    interface = module.app.session_interface

    assert counts(module.app) == (["1", "2", "3"], "sid")
    if has("flask.ctx.RequestContext.session") or has("flask.ctx.AppContext.session"):
        assert "SC136" in used()
    assert isinstance(interface, module.Interface)
    sessioncompat.bridge.uninstall()
    assert type(interface) is module.Interface
    assert module.app.session_interface is interface


def test_a_class_may_have_an_interface(old, install):
    install()
    module = old(INTERFACE + """
    class Application(flask.Flask):
        session_interface = Interface()

    app = make_app(Application)
    """)

    assert counts(module.app) == (["1", "2", "3"], "sid")


def test_who_looked_is_said_to_caches(old, install):
    """
    Old interfaces and hooks know nothing of Vary.
    """
    install()
    for module in (old(INTERFACE), assigned(old)):
        module.app.add_url_rule("/untouched", "untouched", lambda: "nothing")
        client = module.app.test_client()

        assert "Cookie" in client.get("/count").vary
        assert "Cookie" not in client.get("/untouched").vary
