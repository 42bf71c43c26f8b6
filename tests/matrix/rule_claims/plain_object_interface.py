"""Flask asks an interface for more than the two methods that everybody knows."""

from claims import has, make_app, never
from sessioncompat import SecureCookieSession

needs = after = has("flask.sessions.SessionInterface")
works = never
error = AttributeError


def does(page):
    saved = []
    app = make_app(page.app)
    app.load = lambda request: SecureCookieSession({"key": "stored"})
    app.store = lambda session, response: saved.append(dict(session))
    response = app.test_client().get("/read")
    return "stored" in response.data.decode() and saved == [{"key": "stored"}]
