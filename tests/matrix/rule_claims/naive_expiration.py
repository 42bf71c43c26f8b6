"""A naive time is compared with one that has a zone."""

import datetime

from claims import has, make_app
from sessioncompat import SecureCookieSession

needs = has("flask.sessions.SessionInterface")
works = ~has("flask.aware-expiration-time")
error = TypeError
after = has("flask.aware-expiration-time")


def does(page):
    session = SecureCookieSession()
    session.permanent = True
    return page.Sessions().lifetime(make_app(), session) > datetime.timedelta(days=30)
