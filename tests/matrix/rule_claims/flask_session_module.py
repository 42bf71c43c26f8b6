"""The module goes, and its classes have been elsewhere since interfaces came."""

from claims import gone, has

needs = has("flask.session") | gone("flask.session")
works = has("flask.session")
error = ImportError
after = has("flask.sessions")


def does(page):
    return page.empty() == {}
