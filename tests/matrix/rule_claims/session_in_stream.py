"""What a streamed response writes comes too late, and nobody says so."""

from claims import has, make_app, never, text_of

needs = has("flask.stream_with_context")
after = needs & ~has("flask.opens-session-at-every-push")
works = never


def does(page):
    app = make_app()
    app.route("/export")(page.export)
    client = app.test_client()
    text_of(client.get("/export"))
    with client.session_transaction() as session:
        return "exported" in session
