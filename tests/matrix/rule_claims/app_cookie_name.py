"""The attribute goes, and the config key reads the same as long as there is a config."""

import flask
from claims import has, make_app

works = has("flask.Flask.session_cookie_name")
error = AttributeError
after = has("flask.Flask.config")


def does(page):
    with make_app().test_request_context(headers={"Cookie": "session=mine"}):
        return page.cookie(flask.request) == "mine"
