"""
A browser that shows what a test needs to see.

Werkzeug's test client changed how it keeps and shows cookies with every other
release, and never shows the attributes a cookie was sent with. This browser is
WSGI and a dict.
"""

import time
import traceback
from email.utils import mktime_tz, parsedate_tz

from flask import request
from werkzeug.test import create_environ, run_wsgi_app

VIEW = "sessioncompat.testing.view"
ANSWER = "sessioncompat.testing.answer"


class Browser(object):
    """
    Keeps cookies by name, sends all of them everywhere, and lets none expire.

    A cookie goes only when the server deletes it.

    :param app: the Flask application, made by :meth:`Kit.make_app`.
    """

    def __init__(self, app):
        self.app = app
        self.cookies = {}

    def visit(self, view=None, path="/"):
        """
        Run a function as the view of a request.

        :param view: takes nothing. What it returns is the answer's ``value``,
            and what is sent if Flask can send it.
        :return: the :class:`Answer`.
        """
        answer = Answer()
        environ = create_environ(path, "http://localhost/")
        environ[VIEW] = view
        environ[ANSWER] = answer
        if self.cookies:
            environ["HTTP_COOKIE"] = "; ".join(map("=".join, sorted(self.cookies.items())))
        try:
            answer.receive(*run_wsgi_app(self.app, environ, buffered=True))
        except Exception:
            # Old releases of Flask leave it to the server, which does this.
            traceback.print_exc()
            answer.receive([], "500 INTERNAL SERVER ERROR", [])
        for cookie in answer.cookies:
            if cookie.deleted:
                self.cookies.pop(cookie.name, None)
            else:
                self.cookies[cookie.name] = cookie.value
        return answer


class Answer(object):
    """
    What came of a visit.

    .. attribute:: value

        What the view returned, or None if it never did.

    .. attribute:: cookies

        A :class:`Cookie` for each ``Set-Cookie``.
    """

    value = None

    def receive(self, body, status, headers):
        self.body = b"".join(body)
        self.status = int(status.split()[0])
        self.headers = [(name.lower(), value) for name, value in headers]
        self.cookies = [Cookie(value) for name, value in self.headers if name == "set-cookie"]

    @property
    def vary(self):
        """The values of ``Vary``, in lower case."""
        values = ",".join(value for name, value in self.headers if name == "vary")
        return [value.strip().lower() for value in values.split(",") if value.strip()]

    @property
    def varies(self):
        """Whether caches are told that the answer depends on cookies."""
        return "cookie" in self.vary or "*" in self.vary


class Cookie(object):
    """One ``Set-Cookie``, with its attributes by their name in lower case."""

    def __init__(self, header):
        self.header = header
        parts = [part.strip().partition("=") for part in header.split(";")]
        self.name, _, self.value = parts[0]
        self.attributes = {name.lower(): value for name, _, value in parts[1:]}

    def __repr__(self):
        return self.header

    @property
    def expires(self):
        """The ``Expires`` in seconds since 1970, or None."""
        date = parsedate_tz(self.attributes.get("expires", ""))
        return None if date is None else mktime_tz(date)

    @property
    def deleted(self):
        """Whether the browser is told to delete it."""
        expired = self.expires is not None and self.expires <= time.time()
        return expired or self.attributes.get("max-age") == "0"


def run_view():
    """Be the one view of an application, and do what the visit asks for."""
    value = request.environ[VIEW]()
    if ANSWER in request.environ:
        request.environ[ANSWER].value = value
    return value if hasattr(value, "headers") else "seen"
