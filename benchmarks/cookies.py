"""
What sessions in signed cookies cost: `python benchmarks/cookies.py`, with uv and Python 3.9 or later.

Compares Flask's own interface with the hardened one, on each Flask below. The cost of a session is
what a request takes more than the same request to an application that has no sessions: each figure
is the hardened interface's cost in relation to Flask's own. They serve in turns, each in a process
of its own, and what counts is the processor's time and the median, so that others may use the
machine as well. Only the ratios mean anything elsewhere. "Pickles allowed" is the hardened interface
with read_legacy_pickles=True, in relation to itself without.

`--python` takes interpreters that have Flask and sessioncompat installed, and makes nothing.
"""

import argparse
import pathlib
import statistics
import subprocess
import sys
import time

KINDS = ("none", "flask", "hardened", "legacy")
PATHS = ("untouched", "missing", "read", "write")
CELLS = ("py39-flask1.1.4", "py313-flask2.3.3", "py313-flask3.1.3")
BATCH = 200
WARM_UP = 4


def main():
    parser = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0])
    parser.add_argument("--processes", type=int, default=5, help="fresh processes that serve")
    parser.add_argument("--rounds", type=int, default=30, help="interleaved batches in each")
    parser.add_argument("--python", action="append", help="an interpreter with Flask")
    parser.add_argument("cells", nargs="*", default=CELLS, help="cells of tox.ini")
    parser.add_argument("--serve", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        return serve(options.serve)
    rows = []
    for name, python in interpreters(options):
        print("%s ..." % name, file=sys.stderr)
        rows.append((name, measure(python, options.processes, options.rounds)))
    print(
        "| Flask and Python | no cookie | no cookie, looked for | read | written"
        " | pickles allowed | noise |"
    )
    print("| --- |" + " --- |" * 6)
    for name, ratios in rows:
        figures = [ratios["hardened", path] for path in PATHS]
        figures.append(statistics.median(ratios["legacy", path] for path in PATHS))
        cells = " | ".join("%.2f" % figure for figure in figures)
        print("| %s | %s | ±%.2f |" % (name, cells, ratios["noise"]))


def interpreters(options):
    if options.python:
        return [(python, python) for python in options.python]
    import run

    wheel = run.build_wheel()
    return [(name, run.make_environment(name, wheel)) for name in options.cells]


def measure(python, processes, rounds):
    found = {}
    for _ in range(processes):
        workers = {kind: start(python, kind) for kind in KINDS}
        again = start(python, "flask")
        for path in PATHS:
            taken = {kind: [] for kind in (*KINDS, "again")}
            for number in range(WARM_UP + rounds):
                order = [*workers.items(), ("again", again)]
                turn = number % len(order)
                for kind, worker in order[turn:] + order[:turn]:
                    seconds = ask(worker, path)
                    if number >= WARM_UP:
                        taken[kind].append(seconds)
            cost = {
                kind: statistics.median(a - b for a, b in zip(taken[kind], taken["none"]))
                for kind in taken
            }
            found.setdefault(("hardened", path), []).append(cost["hardened"] / cost["flask"])
            found.setdefault(("legacy", path), []).append(cost["legacy"] / cost["hardened"])
            found.setdefault(("noise", path), []).append(cost["again"] / cost["flask"])
        for worker in [*workers.values(), again]:
            worker.stdin.close()
            worker.wait()
    ratios = {key: statistics.median(values) for key, values in found.items()}
    ratios["noise"] = max(abs(ratios["noise", path] - 1) for path in PATHS)
    return ratios


def start(python, kind):
    return subprocess.Popen(
        [str(python), str(pathlib.Path(__file__).resolve()), "--serve", kind],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def ask(worker, path):
    print(path, file=worker.stdin, flush=True)
    return float(worker.stdout.readline())


# In a process of its own: an application that is asked for batches of requests.

def make_app(kind):
    import flask

    app = flask.Flask("benchmark")
    app.secret_key = "a secret key of an ordinary length"
    if kind == "none":
        from flask.sessions import NullSession, SessionInterface

        class NoSessions(SessionInterface):
            session = NullSession({"name": "Ada"})

            def open_session(self, app, request):
                return self.session

        app.session_interface = NoSessions()
    elif kind != "flask":
        from sessioncompat import init_extension
        from sessioncompat.cookies import SecureCookieSessionInterface

        interface = SecureCookieSessionInterface(read_legacy_pickles=kind == "legacy")
        init_extension(app, interface)

    @app.route("/untouched")
    def untouched():
        return "nothing"

    @app.route("/missing")
    def missing():
        return flask.session.get("name", "nobody")

    @app.route("/read")
    def read():
        return flask.session["name"]

    @app.route("/write")
    def write():
        if kind != "none":
            flask.session["name"] = "Ada"
        return "written"

    return app


def serve(kind):
    import flask

    app = make_app(kind)
    cookie = make_cookie(app) if kind != "none" else "session=none"
    templates = {}
    for path in PATHS:
        environ = flask.Flask("environ").test_request_context("/" + path).request.environ
        templates[path] = {key: environ[key] for key in environ if key != "werkzeug.request"}
        if path in ("read", "write"):
            templates[path]["HTTP_COOKIE"] = cookie
    for line in sys.stdin:
        template = templates[line.strip()]
        started = time.process_time()
        for _ in range(BATCH):
            body = app(dict(template), start_response)
            b"".join(body)
            body.close()
        print(time.process_time() - started, flush=True)


def make_cookie(app):
    from werkzeug.test import create_environ, run_wsgi_app

    def log_in():
        import flask

        flask.session.update({"name": "Ada", "user_id": 42, "csrf": "0123456789abcdef" * 2})
        return "in"

    app.route("/log-in")(log_in)
    _, _, headers = run_wsgi_app(app, create_environ("/log-in"), buffered=True)
    return dict(headers)["Set-Cookie"].partition(";")[0]


def start_response(status, headers, exc_info=None):
    if status != "200 OK":
        raise RuntimeError("The application answered %s." % status)


if __name__ == "__main__":
    main()
