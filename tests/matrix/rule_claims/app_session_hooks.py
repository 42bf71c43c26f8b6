"""Flask forgets the two functions without a word, until adopt_hooks brings them back."""

from claims import always, has, make_app
from sessioncompat import SecureCookieSession

works = has("flask.calls-hooks-of-the-app")
after = always

SAVED = []
modules = {
    "store": {
        "load": lambda request: SecureCookieSession({"key": "stored"}),
        "store": lambda session, response: SAVED.append(dict(session)),
    }
}


def does(page):
    del SAVED[:]
    response = make_app(page.app).test_client().get("/read")
    return "stored" in response.data.decode() and SAVED == [{"key": "stored"}]
