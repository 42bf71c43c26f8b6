"""The mixin's abstract methods hide those of the dict."""

from claims import has

needs = after = has("flask.sessions.SessionMixin")
works = ~has("flask.sessions.SessionMixin.keys")
error = KeyError


def does(page):
    return page.StoredSession({"key": "value"})["key"] == "value"
