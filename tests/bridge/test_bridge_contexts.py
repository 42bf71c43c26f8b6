"""
The stacks of contexts, and the session of a context that can be assigned.
"""

import flask
import pytest

from sessioncompat import has

MERGED = has("flask.ctx.AppContext.session")
READ_ONLY = MERGED or has("flask.ctx.RequestContext.session")


@pytest.fixture
def module(old, install):
    install()
    return old(
        """
        import flask
        from flask import _app_ctx_stack, _request_ctx_stack
        from flask.globals import _request_ctx_stack as the_same

        assert the_same is _request_ctx_stack
        app = flask.Flask("old_code")
        app.secret_key = "secret"

        def top():
            return _request_ctx_stack.top, _app_ctx_stack.top

        def replace(session):
            _request_ctx_stack.top.session = session

        def assign(context, session):
            context.session = session

        def push(context):
            _request_ctx_stack.push(context)

        def pop():
            return _request_ctx_stack.pop()
        """
    )


def test_the_top_is_the_running_context(module):
    assert module.top() == (None, None)

    with module.app.app_context() as app_context:
        assert module.top() == (None, app_context)

        with module.app.test_request_context("/path") as context:
            request_context, _ = module.top()
            assert request_context is context
            assert request_context.request.path == "/path"
    assert module.top() == (None, None)


def test_the_top_takes_what_old_extensions_put_there(module):
    with module.app.test_request_context():
        module.top()[0].user = "alice"
        module.top()[1].database = "connection"

        assert (module.top()[0].user, module.top()[1].database) == ("alice", "connection")


def test_the_session_of_the_top_is_replaced_and_saved(module, used):
    def view():
        module.replace(flask.sessions.SecureCookieSession({"user": "alice"}))
        flask.session["more"] = 1
        return repr(sorted(flask.session.items()))

    module.app.add_url_rule("/replace", "replace", view)
    module.app.add_url_rule("/read", "read", lambda: repr(sorted(flask.session.items())))
    client = module.app.test_client()

    expected = "[('more', 1), ('user', 'alice')]"
    assert client.get("/replace").get_data(as_text=True) == expected
    assert client.get("/read").get_data(as_text=True) == expected
    if READ_ONLY:
        assert "SC104" in used()


def test_a_plain_dict_is_put_there(module):
    """
    It has no room for what Flask 3.1.3 and later write on a session.
    """
    data = {}
    with module.app.test_request_context():
        module.replace(data)
        flask.session["user"] = "alice"

        assert flask.session["user"] == "alice"
        assert "user" in flask.session and len(flask.session) == 1
    assert data == {"user": "alice"}


@pytest.mark.skipif(not READ_ONLY, reason="This Flask lets everybody assign it.")
def test_others_cannot_assign_it(module):
    with module.app.test_request_context() as context:
        with pytest.raises(AttributeError, match="property 'session'|can't set|no setter"):
            context.session = {}
        module.assign(context, {"user": "alice"})
        assert flask.session["user"] == "alice"


def test_a_context_that_is_pushed_opens_its_session(module, used):
    context = module.app.test_request_context("/pushed")
    module.push(context)
    try:
        assert flask.request.path == "/pushed"
        assert flask.current_app.name == "old_code"
        flask.session["user"] = "alice"
        assert module.top()[0] is context
    finally:
        assert module.pop() is context
    assert module.top() == (None, None)
    assert not flask.has_app_context()
    assert "SC127" in used()


def test_contexts_are_pushed_on_top_of_each_other(module):
    outer, inner = (module.app.test_request_context(path) for path in ("/outer", "/inner"))
    module.push(outer)
    module.push(inner)

    assert flask.request.path == "/inner"
    assert module.pop() is inner
    assert flask.request.path == "/outer"
    assert module.pop() is outer
    assert not flask.has_request_context()


def test_a_context_of_another_thread_is_only_shown(module, in_thread):
    """
    Threads and greenlets pushed the context of the request that started them.
    """
    torn_down = []
    module.app.teardown_request(lambda error: torn_down.append(error))

    with module.app.test_request_context("/shared") as context:
        flask.session["user"] = "alice"

        def work():
            module.push(context)
            try:
                return flask.request.path, flask.session["user"], flask.current_app.name
            finally:
                module.pop()

        assert in_thread(work) == ("/shared", "alice", "old_code")
        assert in_thread(flask.has_app_context) is False
        assert torn_down == []
        assert flask.request.path == "/shared"
    assert torn_down == [None]


def test_popping_what_flask_has_pushed_ends_it(module):
    module.app.test_request_context().push()
    module.pop()

    assert module.top() == (None, None)
    assert module.pop() is None


@pytest.fixture
def in_thread():
    from concurrent.futures import ThreadPoolExecutor

    def run(function):
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(function).result(20)

    return run
