"""Only the merged context has a session."""

import flask
from claims import has, make_app

needs = after = has("flask.globals.app_ctx")
works = has("flask.ctx.AppContext.session")
error = AttributeError


def does(page):
    with make_app().test_request_context():
        flask.session["key"] = "value"
        return page.load()["key"] == "value"
