"""What went in as a number comes out as text."""

import flask
from claims import add_page, always, has, make_app, text_of

works = has("flask.pickles-cookie")
after = always


def does(page):
    app = make_app()
    add_page(app, "/vote", lambda: page.vote() or sorted(flask.session["votes"]))
    add_page(app, "/votes", lambda: sorted(flask.session["votes"]))
    client = app.test_client()
    voted = text_of(client.get("/vote"))
    return text_of(client.get("/votes")).replace("u'", "'") == voted
