"""
A browser, an app, and what is expected of both.
"""

import flask
from werkzeug.test import Client


def make_app(**config):
    # Not __name__: old Flask looks for the folder of what it is.
    app = flask.Flask("visitor")
    app.secret_key = "not so secret"
    getattr(app, "config", {}).update(config, PROPAGATE_EXCEPTIONS=True)
    return app


def expect(what, actual, wanted):
    if actual != wanted:
        raise AssertionError("%s is %r, not %r" % (what, actual, wanted))


class Visitor(object):
    def __init__(self, app, use_cookies=True):
        # Not test_client(): before 0.7 that does not ask about cookies.
        self.client = Client(app, app.response_class, use_cookies)
        self.cookies = {}

    def get(self, path, **options):
        return self._seen(self.client.get(path, **options))

    def post(self, path, **options):
        return self._seen(self.client.post(path, **options))

    def _seen(self, response):
        for header in response.headers.getlist("Set-Cookie"):
            name, value = header.partition(";")[0].split("=", 1)
            self.cookies[name] = value
        return response

    def read(self, path):
        return text_of(self.get(path))


def text_of(response):
    return response.data.decode("utf-8")
