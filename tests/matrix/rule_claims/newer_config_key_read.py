"""Nothing puts the key into the config of a Flask that does not know it."""

import flask
from claims import has, make_app

needs = after = has("flask.sessions.SessionInterface")
works = has("flask.Flask.default_config[SESSION_COOKIE_SAMESITE]")
error = KeyError


def does(page):
    app = make_app()
    with app.test_request_context():
        return page.Sessions().open_session(app, flask.request) == {"samesite": None}
