"""A dict has no room for what Flask notes on a session."""

from claims import has, make_app

needs = after = has("flask.sessions.SessionInterface")
works = ~has("flask.varies-on-key-lookup")
error = AttributeError


def does(page):
    client = make_app(interface=page.Sessions()).test_client()
    return client.get("/read").status_code == 200
