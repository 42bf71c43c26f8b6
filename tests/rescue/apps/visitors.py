"""
Somebody with a browser, and what they may expect.
"""

import flask

from release import Wrong


def make_app(name, **config):
    """An app that is not in testing mode, where old extensions switch off what they are for."""
    app = flask.Flask(name)
    app.config.update(SECRET_KEY="not so secret", PROPAGATE_EXCEPTIONS=True)
    app.config.update(config)
    return app


def make_app_with_login(name, **config):
    """An app with pages that log somebody in and out, and say who is there."""
    app = make_app(name, **config)

    @app.route("/login/<name>")
    def login(name):
        flask.session["name"] = name
        return "in"

    @app.route("/logout")
    def logout():
        flask.session.clear()
        return "out"

    @app.route("/me")
    def me():
        return flask.session.get("name", "nobody")

    return app


def expect(what, actual, wanted):
    """Say what is wrong with a site that raises nothing and does something else."""
    if actual != wanted:
        raise Wrong("{} is {!r}, not {!r}".format(what, actual, wanted))


class Visitor(object):
    """A browser that remembers its cookies, or one that only ever sends those given."""

    def __init__(self, app, **cookies):
        self.client = app.test_client(use_cookies=not cookies)
        self.cookies = cookies
        self.headers = {"Cookie": "; ".join("=".join(item) for item in cookies.items())} if cookies else None

    def get(self, path, **options):
        if self.headers:
            options["headers"] = self.headers
        return self._answer(self.client.get(path, **options))

    def post(self, path, **options):
        return self._answer(self.client.post(path, **options))

    def _answer(self, response):
        for header in response.headers.getlist("Set-Cookie"):
            name, value = header.partition(";")[0].strip().split("=", 1)
            if value:
                self.cookies[name] = value
            else:
                self.cookies.pop(name, None)
        return response

    def read(self, path, **options):
        return self.get(path, **options).get_data(as_text=True)
