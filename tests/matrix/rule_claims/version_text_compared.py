"""The text is right only by chance: where Flask's number has two digits, or starts with more."""

from claims import has

signs = has("flask.sessions.SecureCookieSessionInterface.get_signing_serializer")
needs = has("flask.__version__")
works = signs
after = has("flask.sessions.SecureCookieSessionInterface")
# A text compares wrongly with some release, whatever the releases are.
reports = has("flask.Flask.session_cookie_name") | ~has("flask.Flask.session_cookie_name")


def does(page):
    from sessioncompat import has as flask_has

    known = flask_has("flask.sessions.SecureCookieSessionInterface.get_signing_serializer")
    return getattr(page, "signed", False) is known
