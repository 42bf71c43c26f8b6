"""The session has been saved before the stream begins."""

import flask
from claims import add_page, has, make_app, never, text_of

needs = after = has("flask.stream_with_context")
works = never


def does(page):
    app = make_app()
    app.route("/export")(page.export)
    add_page(app, "/exported", lambda: flask.session.get("exported"))
    client = app.test_client()
    streamed = text_of(client.get("/export"))
    return streamed == "a,b" and text_of(client.get("/exported")) == "True"
