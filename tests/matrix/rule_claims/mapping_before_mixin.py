"""Python orders no class before one that derives from it."""

from claims import has

needs = after = has("flask.sessions.SessionMixin") & has("python.collections.abc.MutableMapping")
works = ~has("flask.sessions.SessionMixin.keys")
error = TypeError


def does(page):
    return callable(page.StoredSession.setdefault)
