"""
The session of the running context can be read, replaced and forked.
"""

import pytest

import flask
from sessioncompat import (
    SessionInterface,
    SessionMixin,
    fork_session,
    get_session,
    init_extension,
    set_session,
)
from sessioncompat.context import get_app_context, get_context


class Session(dict, SessionMixin):
    pass


class Interface(SessionInterface):
    def __init__(self):
        self.saved = None

    def open_session(self, app, request):
        return Session(key="value", nested={"list": [1]})

    def save_session(self, app, session, response):
        self.saved = session


@pytest.fixture(params=["init_extension", "Flask's own"])
def app(request):
    app = flask.Flask("sessioncompat")
    app.secret_key = "secret"
    app.debug = True  # Errors come out.
    if request.param == "init_extension":
        init_extension(app, Interface())
    return app


def test_get(app):
    """
    It is the object that the proxy stands for.
    """
    with app.test_request_context():
        session = get_session()

        assert session is flask.session._get_current_object()
        assert isinstance(session, dict)


def test_set(app):
    """
    flask.session is the new session at once.
    """
    with app.test_request_context():
        mine = Session(mine=True)
        set_session(mine)

        assert flask.session["mine"] is True
        assert get_session() is mine


def test_set_is_saved():
    """
    The end of the request saves the session that was put in place.
    """
    app = flask.Flask("sessioncompat")
    interface = init_extension(app, Interface())
    mine = Session(mine=True)

    @app.route("/")
    def index():
        set_session(mine)
        return ""

    app.test_client().get("/")

    assert interface.saved is mine
    assert type(mine) is Session


def test_a_session_is_set_for_one_request_only(app):
    with app.test_request_context():
        set_session(Session(mine=True))
    with app.test_request_context():
        assert "mine" not in flask.session


def test_fork(app):
    """
    A fork has the data of the session, and is a dict with SessionMixin.
    """
    with app.test_request_context():
        flask.session["nested"] = {"list": [1]}
        flask.session["_permanent"] = True
        fork = fork_session()

        assert isinstance(fork, dict) and isinstance(fork, SessionMixin)
        assert fork["nested"] == {"list": [1]}
        assert fork.permanent is True


def test_a_fork_goes_its_own_way(app):
    """
    Neither sees what the other does, be it deep inside a value.
    """
    with app.test_request_context():
        flask.session["nested"] = {"list": [1]}
        fork = fork_session()
        fork["nested"]["list"].append(2)
        fork["forked"] = True
        flask.session["later"] = True

        assert flask.session["nested"] == {"list": [1]}
        assert "forked" not in flask.session
        assert "later" not in fork


def test_a_fork_can_be_set(app):
    """
    A handler outside the request cycle works on a fork as on any session.
    """
    with app.test_request_context():
        original = get_session()
        set_session(fork_session())
        flask.session["forked"] = True

        assert "forked" not in original
        assert flask.session["forked"] is True


def test_a_fork_of_a_fork(app):
    with app.test_request_context():
        set_session(fork_session())
        flask.session["nested"] = [1]
        fork = fork_session()
        fork["nested"].append(2)

        assert flask.session["nested"] == [1]


def test_inner_contexts_have_their_own(app):
    """
    The session of the innermost context is the one that is read and set.
    """
    with app.test_request_context():
        set_session(Session(name="outer"))
        with app.test_request_context():
            set_session(Session(name="inner"))
            assert flask.session["name"] == "inner"
        assert flask.session["name"] == "outer"


@pytest.mark.parametrize("function", [get_session, fork_session, lambda: set_session(Session())])
def test_outside_of_a_request(function):
    """
    The error names what was called, and how to get a request.
    """
    with pytest.raises(RuntimeError) as error:
        function()

    assert "session()" in str(error.value)
    assert "test_request_context" in str(error.value)


def test_in_an_application_context_without_a_request(app):
    if not hasattr(app, "app_context"):
        pytest.skip("This Flask has no application contexts.")
    with app.app_context():
        with pytest.raises(RuntimeError):
            get_session()


def test_the_context(app):
    """
    What code keeps on the context of a request is there until the request ends.
    """
    with app.test_request_context("/here"):
        get_context().mine = "kept"

        assert get_context().mine == "kept"
        assert get_context().request.path == "/here"
    with app.test_request_context():
        assert not hasattr(get_context(), "mine")


def test_the_context_of_the_application(app):
    with app.test_request_context():
        get_app_context().mine = "kept"

        assert get_app_context().mine == "kept"
        assert get_app_context().app is app


def test_no_context():
    assert get_context() is None
    assert get_app_context() is None
