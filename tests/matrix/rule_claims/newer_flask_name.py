"""Before session interfaces there is no such module, except ours."""

from claims import always, has

works = has("flask.sessions.SessionInterface")
error = ImportError
after = always


def does(page):
    return page.StoredSession(key=1) == {"key": 1} and callable(page.Sessions().is_null_session)
