"""The alias goes, and the class has been where it is since interfaces came."""

import flask
from claims import gone, has, make_app

needs = has("flask.Session") | gone("flask.Session")
works = has("flask.Session")
error = ImportError
after = has("flask.sessions.SecureCookieSession")


def does(page):
    with make_app().test_request_context():
        return page.is_cookie(flask.session._get_current_object())
