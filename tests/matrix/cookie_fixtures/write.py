"""
Write the cookies of the installed Flask: its own sessions, at a fixed time.

make.py runs it in an environment for each release. It prints JSON.
"""

import datetime
import json
import sys
import time

from cases import CASES, LIFETIME, NOW, SECRET_KEY

# Before anything imports it by name.
time.time = lambda: float(NOW)

import flask  # noqa: E402
from werkzeug.test import create_environ, run_wsgi_app  # noqa: E402


class FixedDatetime(datetime.datetime):
    @classmethod
    def utcnow(cls):
        return datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=NOW)

    @classmethod
    def now(cls, zone=None):
        return cls.utcnow().replace(tzinfo=zone)


VERSIONS = dict(argument.split("==") for argument in sys.argv[1:])

if "itsdangerous" not in VERSIONS:
    # A cookie of these says when it expires.
    for name in ("flask", "flask.app", "flask.sessions"):
        if hasattr(sys.modules.get(name), "datetime"):
            sys.modules[name].datetime = FixedDatetime


def cookies():
    for case in CASES:
        for permanent in (False, True):
            cookie = write(case, permanent)
            if cookie is not None:
                yield {
                    "flask": VERSIONS["Flask"],
                    "werkzeug": VERSIONS["Werkzeug"],
                    "itsdangerous": VERSIONS.get("itsdangerous"),
                    "python": ".".join(map(str, sys.version_info[:3])),
                    "case": case.__name__,
                    "permanent": permanent,
                    "cookie": cookie,
                }


def write(case, permanent):
    """Return what the browser sends back, or None for what this Flask cannot write."""
    app = flask.Flask("cases")
    app.secret_key = SECRET_KEY
    if permanent and not hasattr(app, "permanent_session_lifetime"):
        return None
    app.permanent_session_lifetime = LIFETIME

    def view():
        flask.session[u"taken out"] = True
        del flask.session[u"taken out"]
        flask.session.update(case())
        if permanent:
            flask.session.permanent = True
        return "written"

    app.route("/")(view)
    environ = create_environ("/", "http://localhost/")
    try:
        _, status, headers = run_wsgi_app(app, environ, buffered=True)
    except TypeError:
        return None
    if not status.startswith("200"):
        return None
    for name, value in headers:
        if name.lower() == "set-cookie":
            cookie = value.partition(";")[0]
            # Without a value, it deletes the cookie.
            return cookie if cookie.partition("=")[2].strip('"') else None
    raise AssertionError("%s set no cookie." % case.__name__)


json.dump(list(cookies()), sys.stdout, indent=1, sort_keys=True)
