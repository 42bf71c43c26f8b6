"""
A browser that keeps cookies for its user, the same way on every Werkzeug.
"""

import calendar
import re
import time
from email.utils import parsedate

from werkzeug.test import Client


class Browser(object):
    """Sends requests to an application, and keeps the cookies it gets until they are deleted."""

    def __init__(self, app):
        self._client = Client(app, app.response_class, use_cookies=False)
        self.cookies = {}

    @property
    def cookie_header(self):
        return "; ".join("%s=%s" % item for item in sorted(self.cookies.items()))

    def get(self, path):
        return self._open(path, method="GET")

    def post(self, path, **form):
        return self._open(path, method="POST", data=form)

    def read(self, path):
        """The text of a page that has to be there."""
        response = self.get(path)
        assert response.status_code == 200, response.status
        return text_of(response)

    def _open(self, path, **options):
        if self.cookies:
            options["headers"] = [("Cookie", self.cookie_header)]
        response = self._client.open(path, **options)
        for header in response.headers.getlist("Set-Cookie"):
            self._keep(header)
        return response

    def _keep(self, header):
        cookie, _, rest = header.partition(";")
        name, _, value = cookie.strip().partition("=")
        if is_over(rest):
            self.cookies.pop(name, None)
        else:
            self.cookies[name] = value


def is_over(attributes):
    """Say whether a cookie with such attributes is one to forget."""
    max_age = re.search(r"max-age=(-?\d+)", attributes, re.I)
    if max_age:
        return int(max_age.group(1)) <= 0
    expires = re.search(r"expires=([^;]+)", attributes, re.I)
    return bool(expires) and calendar.timegm(parsedate(expires.group(1))) <= time.time()


def text_of(response):
    return response.data.decode("utf-8")


def cookies_set(response):
    """The names of the cookies that a response sets or deletes."""
    return sorted(
        header.partition("=")[0].strip() for header in response.headers.getlist("Set-Cookie")
    )


def varies(response):
    """Say whether caches are told that the response depends on cookies."""
    return "cookie" in response.headers.get("Vary", "").lower()
