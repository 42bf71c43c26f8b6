"""The first request rewrites the key, and the method does not care."""

from claims import has, make_app

needs = after = has("flask.sessions.SessionInterface")
works = ~has("flask.rewrites-SESSION_COOKIE_DOMAIN")


def does(page):
    app = make_app()
    with app.test_request_context():
        before = page.domain()
    app.test_client().get("/write")
    with app.test_request_context():
        return page.domain() is before
