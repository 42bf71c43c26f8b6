"""
Serve requests with one and the same session interface, on bare Flask or through sessioncompat.

The interface keeps sessions in a dict and does as little as it can, so that what sessioncompat
adds shows. Reads paths, and answers each with the seconds that a batch of requests to it takes.
"""

import sys
import time

import flask
import flask.sessions
from werkzeug.datastructures import CallbackDict

import sessioncompat

BATCH = 100


def make_interface(api):
    """Write the interface to the session API of a module: Flask's or sessioncompat's."""

    class Session(CallbackDict, api.SessionMixin):
        def __init__(self, initial, sid):
            def on_update(self):
                self.modified = True

            CallbackDict.__init__(self, initial, on_update)
            self.sid = sid
            self.modified = False

    class Sessions(api.SessionInterface):
        def __init__(self):
            self.stored = {"known": {"name": "value"}}

        def open_session(self, app, request):
            sid = request.cookies.get(app.config["SESSION_COOKIE_NAME"], "new")
            return Session(self.stored.get(sid), sid)

        def save_session(self, app, session, response):
            if not session.modified:
                return
            self.stored[session.sid] = dict(session)
            response.set_cookie(
                app.config["SESSION_COOKIE_NAME"],
                session.sid,
                expires=self.get_expiration_time(app, session),
                httponly=self.get_cookie_httponly(app),
                domain=self.get_cookie_domain(app),
                path=self.get_cookie_path(app),
                secure=self.get_cookie_secure(app),
                samesite=self.get_cookie_samesite(app),
            )

    return Sessions()


def make_app(install):
    app = flask.Flask("serving")

    @app.route("/untouched")
    def untouched():
        return "nothing"

    @app.route("/read")
    def read():
        return flask.session["name"]

    @app.route("/write")
    def write():
        flask.session["name"] = "value"
        return "written"

    install(app)
    return app


def install_bare(app):
    app.session_interface = make_interface(flask.sessions)


def install_with_sessioncompat(app):
    sessioncompat.init_extension(app, make_interface(sessioncompat))


def seconds(app, path):
    """How long a batch of requests takes, past any test client."""
    environ = flask.Flask("environ").test_request_context(path).request.environ
    template = {name: environ[name] for name in environ if name != "werkzeug.request"}
    template["HTTP_COOKIE"] = "session=known"
    started = time.perf_counter()
    for _ in range(BATCH):
        body = app(dict(template), start_response)
        b"".join(body)
        body.close()
    return time.perf_counter() - started


def start_response(status, headers, exc_info=None):
    if status != "200 OK":
        raise RuntimeError("The application answered %s." % status)


def main():
    install = {"bare": install_bare, "sessioncompat": install_with_sessioncompat}
    app = make_app(install[sys.argv[1]])
    for line in sys.stdin:
        print(seconds(app, line.strip()), flush=True)


if __name__ == "__main__":
    main()
