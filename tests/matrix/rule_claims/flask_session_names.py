"""Flask-Session's backends move into modules of their own."""

from claims import gone, has, installed

needs = installed("flask_session")
works = has("flask_session.sessions")
error = ImportError
after = gone("flask_session.sessions")


def does(page):
    return callable(page.Sessions.open_session)
