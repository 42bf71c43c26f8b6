"""Flask forgets the methods without a word, until adopt_hooks brings them back."""

from claims import always, has, make_app
from sessioncompat import SecureCookieSession

works = has("flask.calls-hooks-of-the-class")
after = always


def does(page):
    saved = []
    page.load = lambda request: SecureCookieSession({"key": "stored"})
    page.store = lambda session, response: saved.append(dict(session))
    response = make_app(page.app).test_client().get("/read")
    return "stored" in response.data.decode() and saved == [{"key": "stored"}]
