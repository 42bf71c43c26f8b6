"""There is no such attribute on the sessions of older Flask."""

import flask
from claims import always, has, make_app

works = has("flask.sessions.SessionMixin.accessed")
error = AttributeError
after = always


def does(page):
    app = make_app()
    with app.test_request_context():
        flask.session.get("key")
        response = app.response_class()
        page.vary(response)
    return response.headers.get("Vary") == "Cookie"
