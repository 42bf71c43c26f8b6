"""Python's own move, as session classes see it."""

from claims import has

needs = after = has("flask.sessions.SessionMixin")
works = has("python.collections.MutableMapping")
error = ImportError


def does(page):
    return callable(page.StoredSession.setdefault)
