"""Flask notes on the session that somebody looks at it."""

from claims import has, make_app, stored_sessions
from sessioncompat import SessionInterface

needs = after = has("flask.sessions.SessionMixin")
works = ~has("flask.varies-on-key-lookup")
error = AttributeError


def does(page):
    interface = stored_sessions(SessionInterface, page.StoredSession)
    return make_app(interface=interface).test_client().get("/read").status_code == 200
