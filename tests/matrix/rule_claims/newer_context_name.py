"""Before context variables there is no such name."""

import flask
from claims import always, has, make_app

works = has("flask.globals.request_ctx")
error = ImportError
after = always


def does(page):
    with make_app().test_request_context():
        flask.session["key"] = "value"
        return page.load()["key"] == "value"
