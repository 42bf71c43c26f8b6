"""A session notices looks by itself, until the context does it instead."""

from claims import has, make_app

needs = after = has("flask.sessions.SessionMixin.accessed")
works = ~has("flask.varies-on-key-lookup")
error = AssertionError


def does(page):
    arguments = page.test_access.__code__.co_argcount
    page.test_access(*[make_app()][:arguments])
    return True
