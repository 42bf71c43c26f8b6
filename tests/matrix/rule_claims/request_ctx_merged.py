"""The name warns, where it stands for the application context."""

import flask
from claims import always, has, make_app, warns

needs = has("flask.globals.request_ctx")
works = ~warns("flask.globals.request_ctx")
error = DeprecationWarning
after = always
strict = ".*request_ctx"


def does(page):
    with make_app().test_request_context():
        flask.session["key"] = "value"
        return page.store()["key"] == "value"
