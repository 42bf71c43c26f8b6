"""
Applications for a real browser to visit, on the Flask of whatever Python runs this.

Each case of the test is an application with a cookie of its own, under a path of its own. What the
server sees is kept, and told at /report. Prints its port.
"""

import json
import sys
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import flask
from flask import session

from sessioncompat import init_extension
from sessioncompat.cookies import SecureCookieSessionInterface

try:
    from socketserver import ThreadingMixIn
except ImportError:
    from SocketServer import ThreadingMixIn

CASES = {
    "lax": {"SESSION_COOKIE_SAMESITE": "Lax"},
    "strict": {"SESSION_COOKIE_SAMESITE": "Strict"},
    "none": {"SESSION_COOKIE_SAMESITE": "None", "SESSION_COOKIE_SECURE": True},
    "partitioned": {"SESSION_COOKIE_SAMESITE": "None", "SESSION_COOKIE_PARTITIONED": True},
    "secure": {"SESSION_COOKIE_SECURE": True},
    "double": {},
    # The application of "double" as it was: its cookie went to the whole domain.
    "former": {"SESSION_COOKIE_NAME": "double", "SESSION_COOKIE_DOMAIN": "double.test"},
}

seen = []


def make_app(name, config):
    app = flask.Flask(name)
    app.secret_key = "secret"
    app.config.update({"SESSION_COOKIE_NAME": name, "SESSION_COOKIE_PATH": "/"})
    app.config.update(config)
    init_extension(app, SecureCookieSessionInterface(previous_domains=["double.test"]))

    @app.route("/login")
    def login():
        session["name"] = u"%s %s" % (name, flask.request.args.get("as", "Ada"))
        return "in"

    @app.route("/logout")
    def logout():
        session.clear()
        return "out"

    @app.route("/whoami", methods=["GET", "POST"])
    def whoami():
        cookies = flask.request.environ.get("HTTP_COOKIE", "")
        seen.append([flask.request.args["how"], name, session.get("name"), cookies.count(name + "=")])
        return page(flask.request.args.get("then", ""))

    return app


def page(script):
    return "<!doctype html><title>test</title><script>%s</script>" % script


# Fetch, then go on. Whatever is fetched from the other site is not shown to the script.
SCRIPT = """
const all = ["lax", "strict", "none", "partitioned", "secure"];
const port = location.port;
const at = (host, path) => "http://" + host + ":" + port + path;
const get = (url) => fetch(url, {credentials: "include", mode: "no-cors", cache: "no-store"});
async function start() {
    for (const name of all) {
        await get("/" + name + "/login");
        await get("/" + name + "/whoami?how=same");
    }
    location = at("other.localhost", "/cross");
}
async function cross() {
    for (const name of all) await get(at("app.localhost", "/" + name + "/whoami?how=cross"));
    await get(at("app.localhost", "/partitioned/login?as=embedded"));
    await get(at("app.localhost", "/partitioned/whoami?how=embedded"));
    navigate(0);
}
function navigate(number) {
    if (number == 2 * all.length) { location = at("www.double.test", "/plain"); return; }
    const then = "location='" + at("other.localhost", "/navigate?" + (number + 1)) + "'";
    const post = number >= all.length;
    const form = document.createElement("form");
    form.action = at("app.localhost", "/" + all[number % all.length] + "/whoami?how=" +
        (post ? "post" : "navigate") + "&then=" + encodeURIComponent(then));
    if (post) { form.method = "post"; document.documentElement.append(form); form.submit(); }
    else location = form.action;
}
async function plain() {
    for (const name of ["lax", "secure"]) {
        await get("/" + name + "/login");
        await get("/" + name + "/whoami?how=plain");
    }
    await get("/former/login?as=former");
    await new Promise((done) => setTimeout(done, 1100));
    await get("/double/login");
    for (const how of ["both", "one"]) await get("/double/whoami?how=" + how);
    await get("/double/logout");
    await get("/double/whoami?how=out");
    await get("/former/login?as=former");
    await get("/double/logout");
    await get("/double/whoami?how=out again");
    await get("/done");
}
({"/start": start, "/cross": cross, "/plain": plain,
  "/navigate": () => navigate(Number(location.search.slice(1)))})[location.pathname]();
"""

APPS = {name: make_app(name, config) for name, config in CASES.items()}


def serve(environ, start_response):
    path = environ["PATH_INFO"]
    name = path.split("/")[1]
    if name in APPS:
        environ["PATH_INFO"] = path[len(name) + 1 :]
        return APPS[name](environ, start_response)
    if path == "/done":
        seen.append("done")
    body = json.dumps(seen) if path == "/report" else page(SCRIPT)
    start_response("200 OK", [("Content-Type", "text/html"), ("Cache-Control", "no-store")])
    return [body.encode("ascii")]


class Quiet(WSGIRequestHandler):
    def log_message(self, *arguments):
        pass


class Server(ThreadingMixIn, WSGIServer):
    """Browsers open connections in advance, which would keep all others waiting."""

    daemon_threads = True


server = make_server("127.0.0.1", 0, serve, server_class=Server, handler_class=Quiet)
print(server.server_port)
sys.stdout.flush()
server.serve_forever()
