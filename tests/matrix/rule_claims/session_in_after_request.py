"""The session is saved too early, and nobody says so."""

import flask
from claims import add_page, always, has, make_app, text_of

works = has("flask.saves-after-after_request")
after = always


def does(page):
    make_app(page.app)
    add_page(page.app, "/page", lambda: flask.session.get("count", 0))
    client = page.app.test_client()
    counts = [int(text_of(client.get("/page"))) for _ in range(3)]
    return counts[2] - counts[1] == 1
