"""What Flask notes on a session becomes a part of it."""

from claims import has, make_app, stored_sessions
from sessioncompat import SessionInterface

needs = after = has("flask.sessions.SessionMixin")
works = ~has("flask.varies-on-key-lookup")


def does(page):
    interface = stored_sessions(SessionInterface, page.AttributeSession)
    make_app(interface=interface).test_client().get("/read")
    return interface.saved == {}
