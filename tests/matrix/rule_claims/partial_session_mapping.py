"""The mixin's abstract methods need somebody to write them."""

from claims import has

needs = after = has("flask.sessions.SessionMixin")
works = ~has("flask.sessions.SessionMixin.keys")
error = TypeError


def does(page):
    session = page.UserSession()
    session.data = {}
    session["key"] = "value"
    return session["key"] == "value"
