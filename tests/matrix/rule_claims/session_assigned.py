"""The session of a context becomes a property."""

import flask
from claims import always, has, make_app
from sessioncompat import SecureCookieSession

needs = has("flask.globals.request_ctx")
works = has("flask.context-session-can-be-assigned")
error = AttributeError
after = always


def does(page):
    with make_app().test_request_context():
        page.use(SecureCookieSession({"key": "mine"}))
        return flask.session["key"] == "mine"
