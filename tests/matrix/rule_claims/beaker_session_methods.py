"""No session of Flask's was ever invalidated."""

import flask
from claims import always, make_app, never

works = never
error = AttributeError
after = always


def does(page):
    with make_app().test_request_context():
        flask.session["key"] = "value"
        page.logout()
        return not flask.session
