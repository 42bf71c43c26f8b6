"""Flask's function goes; Python 2.7 has its own."""

from claims import gone, has, make_app

needs = has("flask.helpers.total_seconds") | gone("flask.helpers.total_seconds")
works = has("flask.helpers.total_seconds")
error = ImportError
after = has("flask.Flask.permanent_session_lifetime")


def does(page):
    return page.lifetime(make_app()) == 31 * 24 * 60 * 60
