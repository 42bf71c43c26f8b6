"""Before it is pushed, a context has nothing, and then not even that."""

from claims import always, has

works = has("flask.reads-session-before-push")
error = AssertionError
after = always


def does(page):
    return hasattr(page.ctx, "request")
