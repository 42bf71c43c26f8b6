"""Where both modules are there, the old one comes by its proper name and takes the proxy's place."""

import flask
from claims import has

needs = after = has("flask.session") | has("flask.sessions")
works = ~(has("flask.session") & has("flask.sessions"))


def does(page):
    return type(flask.session).__name__ == "LocalProxy" and page.Session is not None
