"""The session was a SecureCookie before there was a module for it; then the interface signs."""

import flask
from claims import gone, has, make_app

works = ~gone("flask.sessions.SecureCookieSession.serialize")
error = AttributeError
after = has("flask.sessions.SecureCookieSessionInterface.get_signing_serializer")


def does(page):
    with make_app().test_request_context():
        flask.session["key"] = "value"
        return len(page.export()) > 20
