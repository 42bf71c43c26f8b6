"""
Serve requests to old code on the bridge, to today's code beside it, or to today's code alone.

Each application keeps its sessions in a dict. The old one does so by hooks assigned to it, reads
the cookie's name off the application, the request off the stack, and sends its cookie as bytes.
"""

import sys
import time
import types
import warnings

import flask

BATCH = 100
TODAYS = """
import flask

class Session(dict, flask.sessions.SessionMixin):
    pass

class Sessions(flask.sessions.SessionInterface):
    def open_session(self, app, request):
        return Session(stored.get(request.cookies.get(app.config["SESSION_COOKIE_NAME"]), ()))

    def save_session(self, app, session, response):
        if session.accessed:
            response.vary.add("Cookie")
        stored["known"] = dict(session)
        response.set_cookie(app.config["SESSION_COOKIE_NAME"], "known")

stored = {"known": {"name": "value"}}
app = flask.Flask(__name__)
app.session_interface = Sessions()

@app.route("/request")
def request():
    return flask.session["name"] + flask.globals.request_ctx.request.path
"""
OLD = """
import flask
from flask import _request_ctx_stack

class Session(dict, flask.sessions.SessionMixin):
    pass

def open_session(request):
    return Session(stored.get(request.cookies.get(app.session_cookie_name), ()))

def save_session(session, response):
    stored["known"] = dict(session)
    response.set_cookie(app.session_cookie_name, b"known")

stored = {"known": {"name": "value"}}
app = flask.Flask(__name__)
app.open_session = open_session
app.save_session = save_session

@app.route("/request")
def request():
    return flask.session["name"] + _request_ctx_stack.top.request.path
"""


def make_app(way):
    source = OLD if way == "inside" else TODAYS
    module = types.ModuleType("old_code" if way == "inside" else "todays_code")
    module.__file__ = __file__
    if way in ("outside", "inside"):
        from sessioncompat import bridge

        bridge.install(["old_code"], extras=["werkzeug", "markup", "json", "flask"])
    sys.modules[module.__name__] = module
    exec(compile(source, module.__name__, "exec"), vars(module))
    return module.app


def seconds(app):
    """The processor time of a batch of requests, past any test client."""
    environ = flask.Flask("environ").test_request_context("/request").request.environ
    template = {name: environ[name] for name in environ if name != "werkzeug.request"}
    template["HTTP_COOKIE"] = "session=known"
    started = time.process_time()
    for _ in range(BATCH):
        body = app(dict(template), start_response)
        b"".join(body)
        body.close()
    return time.process_time() - started


def start_response(status, headers, exc_info=None):
    if status != "200 OK":
        raise RuntimeError("The application answered %s." % status)


def main():
    warnings.simplefilter("ignore")
    app = make_app(sys.argv[1])
    for _ in sys.stdin:
        print(seconds(app), flush=True)


if __name__ == "__main__":
    main()
