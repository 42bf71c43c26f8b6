"""
Serve extensions on the installed Flask, and show what happens.

The new style is a session interface written to today's Flask; the old style is
two functions assigned to the application, as extensions did before 0.8. Then
the lint fixes an old extension that does not run any more, and the bridge runs
one as it was written. A real client asks a real server on the loopback
interface for a few pages.
"""

from __future__ import print_function

import platform
import textwrap
import threading
import types
import warnings

import flask
from werkzeug.serving import WSGIRequestHandler, make_server

from . import accessed, bridge, legacy_demo, responses, sessions
from .distributions import installed
from .extension import adopt_hooks, init_extension
from .features import config_of, has
from .history import BY_PATH
from .memory import MemorySessionInterface

try:
    from http.client import HTTPConnection
except ImportError:
    from httplib import HTTPConnection

_INTERFACE = "flask.sessions.SessionInterface."


def run():
    """Print what this Flask is, what was supplied, and the two styles at work."""
    print("Flask %s, Werkzeug %s, Python %s" % (
        installed("flask") or "of unknown version",
        installed("werkzeug") or "of unknown version",
        platform.python_version(),
    ))
    print()
    print_names("From Flask itself:  ", from_flask() or ["nothing"])
    print_names("From sessioncompat: ", from_sessioncompat())
    for title, make_app in [
        ("A session interface, given to init_extension", new_style),
        ("Functions assigned to the application, adopted by adopt_hooks", old_style),
    ]:
        print_title(title)
        show(make_app())
    print_title("An old extension, fixed by the lint")
    legacy_demo.run(show)
    print_title("An extension as it was written for Flask 0.12, on the bridge")
    show_the_bridge()


def print_title(title):
    print()
    print(title)
    print("-" * len(title))


def show_the_bridge():
    """Serve unmodified old code, and say what the bridge was needed for."""
    if not bridge.is_of_use():
        if has("flask.sessions.SessionInterface.get_cookie_samesite"):
            print("Not shown here: the bridge runs on Python 3.8 and later.")
        else:
            print("Not shown here: Flask before 1.0 has what the bridge restores.")
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", bridge.SessionCompatWarning)
        bridge.install(["old_extension"])
        try:
            show(unmodified())
        finally:
            bridge.uninstall()
    print(bridge.report().text().rstrip())


def unmodified():
    app = make_app()
    module = types.ModuleType("old_extension")
    exec(compile(_OLD_EXTENSION, "old_extension.py", "exec"), module.__dict__)
    module.init_app(app)
    return app


_OLD_EXTENSION = """\
import uuid
from flask import _request_ctx_stack

STORED = {}

class Session(dict):
    sid = None

def init_app(app):
    app.open_session = open_session
    app.save_session = save_session

def open_session(request):
    app = _request_ctx_stack.top.app
    sid = request.cookies.get(app.session_cookie_name)
    session = Session(STORED.get(sid, {}))
    session.sid = sid if sid in STORED else uuid.uuid4().hex
    return session

def save_session(session, response):
    app = _request_ctx_stack.top.app
    if session and STORED.get(session.sid) != session:
        STORED[session.sid] = dict(session)
        response.set_cookie(app.session_cookie_name, session.sid.encode("ascii"))
    elif not session and STORED.pop(session.sid, None):
        response.delete_cookie(app.session_cookie_name)
"""


def print_names(title, names):
    print(textwrap.fill(title + ", ".join(names), 79, subsequent_indent=" " * len(title)))


_CLASSES = ["SessionMixin", "SecureCookieSession", "NullSession", "SessionInterface"]


def is_flasks_own(name):
    """Say whether a class of ours is Flask's own."""
    return has("flask.sessions." + name) and getattr(sessions, name) is getattr(
        sessions.native, name
    )


def from_flask():
    return [name for name in _CLASSES if is_flasks_own(name)]


def from_sessioncompat():
    supplied = [name for name in _CLASSES if not has("flask.sessions." + name)]
    if "SessionInterface" not in supplied:
        supplied += sorted(
            "SessionInterface.%s" % path[len(_INTERFACE):]
            for path in BY_PATH
            if path.startswith(_INTERFACE) and not has(path)
        )
        if not has("flask.sessions.SessionMixin.accessed"):
            supplied.append("SessionMixin.accessed")
    if not accessed.NOTICED_BY_FLASK:
        supplied.append("accessed by any look")
    if not responses.KNOWS_EVERY_ATTRIBUTE:
        supplied.append("samesite and partitioned cookies")
    supplied.append("bytes and UUIDs as cookie values")
    return supplied


def new_style():
    app = make_app()
    init_extension(app, MemorySessionInterface())
    return app


def old_style():
    app = make_app()
    interface = sessions_of(app)
    app.open_session = lambda request: interface.open_session(app, request)
    app.save_session = lambda session, response: interface.save_session(app, session, response)
    adopt_hooks(app)
    return app


def sessions_of(app):
    """An interface that this Flask can use through the two old functions."""
    return init_extension(make_app(), MemorySessionInterface())


def make_app():
    app = flask.Flask("sessioncompat")
    app.secret_key = "demonstration"
    config_of(app)["SESSION_COOKIE_SAMESITE"] = "Lax"

    @app.route("/")
    def index():
        return "the session is left alone"

    @app.route("/login")
    def login():
        flask.session["user"] = "alice"
        return "alice logged in"

    @app.route("/user")
    def user():
        return "hello %s" % flask.session.get("user", "stranger")

    @app.route("/is-anybody-there")
    def look():
        return "somebody" if "user" in flask.session else "nobody"

    @app.route("/logout")
    def logout():
        flask.session.clear()
        return "logged out"

    return app


class _Quiet(WSGIRequestHandler):
    def log(self, *args, **kwargs):
        pass


_PATHS = ["/", "/user", "/login", "/user", "/is-anybody-there", "/logout", "/user"]


def show(app, paths=_PATHS):
    """Serve an application on a free port and print what a browser would see."""
    server = make_server("127.0.0.1", 0, app, request_handler=_Quiet)
    thread = threading.Thread(target=serve, args=(server, len(paths)))
    thread.daemon = True
    thread.start()
    cookie = None
    for path in paths:
        status, text, headers = get(server.socket.getsockname()[1], path, cookie)
        print("GET %-17s -> %s %s" % (path, status, text))
        for name, value in headers:
            print("    %s: %s" % (name, value))
            if name == "Set-Cookie":
                cookie = value.partition(";")[0]
    thread.join()


def serve(server, requests):
    for _ in range(requests):
        server.handle_request()
    server.server_close()


def get(port, path, cookie):
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        response = connection.getresponse()
        text = response.read().decode("utf-8")
        shown = [
            (wanted, value)
            for wanted in ("Set-Cookie", "Vary")
            for name, value in response.getheaders()
            if name.lower() == wanted.lower()
        ]
        return response.status, text, shown
    finally:
        connection.close()
