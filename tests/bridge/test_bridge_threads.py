"""
Nothing of one request is seen in another, whoever serves them and whenever the bridge goes.
"""

import asyncio
import gc
import sys
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor

import flask
import pytest

from sessioncompat import bridge

APP = """
    import asyncio, threading, time
    import flask
    from flask import _app_ctx_stack, _request_ctx_stack

    class Session(dict):
        pass

    def open_session(request):
        return Session(user=request.args["user"])

    def save_session(session, response):
        response.headers["X-Saved"] = session["user"]
        response.set_cookie(app.session_cookie_name, b"1")

    app = flask.Flask("old_code")
    app.open_session = open_session
    app.save_session = save_session
    both = threading.Barrier(2)

    def answer():
        top = _request_ctx_stack.top
        return "%s %s %s %s" % (
            flask.session["user"], top.request.args["user"], top.user, _app_ctx_stack.top.user
        )

    def mark():
        user = flask.request.args["user"]
        _request_ctx_stack.top.user = _app_ctx_stack.top.user = user
        _request_ctx_stack.top.session = Session(user=user)

    @app.route("/together")
    def together():
        mark()
        both.wait(20)
        return answer()

    @app.route("/soon")
    def soon():
        mark()
        time.sleep(0.002)
        return answer()

    @app.route("/async")
    async def asynchronous():
        mark()
        await asyncio.sleep(0)
        found = answer()
        assert await asyncio.gather(part(), part()) == [found, found]
        return found

    async def part():
        await asyncio.sleep(0)
        return answer()
"""


def ask(app, path, user):
    response = app.test_client().get("%s?user=%s" % (path, user))
    return response.get_data(as_text=True), response.headers["X-Saved"]


def test_two_threads_have_two_of_everything(old, install):
    install()
    app = old(APP).app

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda user: ask(app, "/together", user), ["alice", "bob"]))

    assert answers == [(" ".join([user] * 4), user) for user in ("alice", "bob")]
    assert not flask.has_app_context()


def test_an_async_view_has_its_own(old, install):
    pytest.importorskip("asgiref")
    install()
    app = old(APP).app

    with ThreadPoolExecutor(2) as pool:
        users = ["user%d" % number for number in range(20)]
        answers = list(pool.map(lambda user: ask(app, "/async", user), users))

    assert answers == [(" ".join([user] * 4), user) for user in users]


def test_tasks_have_their_own_stacks(old, install):
    """
    What one task pushes by hand no other sees.
    """
    install()
    module = old(APP)
    app, stack = module.app, module._request_ctx_stack

    async def task(user):
        await asyncio.sleep(0)
        context = app.test_request_context("/?user=" + user)
        stack.push(context)
        await asyncio.sleep(0)
        found = flask.request.args["user"], flask.session["user"]
        await asyncio.sleep(0)
        assert stack.pop() is context
        return found, stack.top

    async def all_tasks():
        return await asyncio.gather(*[task("user%d" % number) for number in range(10)])

    assert asyncio.run(all_tasks()) == [
        (("user%d" % number, "user%d" % number), None) for number in range(10)
    ]
    assert stack.top is None


def test_uninstalling_under_load_leaves_nothing(old, install):
    """
    Requests that are on their way end, and no context and no application is kept.
    """
    install()
    module = old(APP)
    app, contexts, failures = module.app, weakref.WeakSet(), []
    stop = threading.Event()
    app.logger.disabled = True  # pytest keeps the tracebacks of what fails without the bridge.

    @app.teardown_request
    def remember(error):
        contexts.add(flask.globals._cv_app.get())

    def load(user):
        while not stop.is_set():
            try:
                app.test_client().get("/soon?user=" + user)
            except Exception as error:
                failures.append(error)
            if flask.has_app_context() or flask.has_request_context():
                failures.append("A context is left.")

    with ThreadPoolExecutor(4) as pool:
        futures = [pool.submit(load, "user%d" % number) for number in range(4)]
        for _ in range(5):
            threading.Event().wait(0.05)
            bridge.uninstall()
            threading.Event().wait(0.02)
            sys.modules.pop("old_code", None)
            install()
        bridge.uninstall()
        threading.Event().wait(0.05)
        stop.set()
        for future in futures:
            future.result(20)

    assert [one for one in failures if isinstance(one, str)] == []
    gc.collect()
    assert len(contexts) == 0
    assert app.session_interface is flask.Flask.session_interface
    assert not flask.has_app_context()


def test_imports_in_threads_find_their_modules(old, install, tmp_path, monkeypatch):
    """
    While one thread imports something old others do too, or something else.
    """
    # Often enough that each finds what another is about to take out again.
    names = ["old_code%d" % number for number in range(2000)]
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    interval = sys.getswitchinterval()
    for name in names:
        (tmp_path / (name + ".py")).write_text(
            "import werkzeug.contrib.sessions\n"
            "from werkzeug.contrib.securecookie import SecureCookie\n"
            "from flask.session import Session\n"
        )
    old("")
    install(names)

    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            modules = list(pool.map(__import__, names))
    finally:
        sys.setswitchinterval(interval)
    for name in names:
        del sys.modules[name]

    assert len({module.SecureCookie for module in modules}) == 1
    # Threads that are gone have taken theirs with them, or the next import does.
    bridge.uninstall()
    assert not [name for name in sys.modules if name.startswith("werkzeug.contrib")]
