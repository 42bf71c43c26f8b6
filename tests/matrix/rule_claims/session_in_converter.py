"""The URL is matched when there is no session yet."""

import flask
from claims import add_page, always, has, make_app, text_of

works = ~has("flask.matches-url-before-session")
error = (RuntimeError, TypeError)
after = always


def does(page):
    app = make_app()
    app.url_map.converters["own"] = page.Own
    add_page(app, "/join", lambda: flask.session.update(team="red"))

    @app.route("/of/<own:value>")
    def of(value):
        return "found"

    client = app.test_client()
    client.get("/join")
    return text_of(client.get("/of/mine")) == "found"
