"""A converter is asked while there is no session, or no request, yet."""

from claims import add_page, always, has, make_app, since, text_of

# The first release of all asks converters in the middle of a request.
works = ~has("flask.null-session-where-none-opened") | (
    since("flask.matches-url-before-session") & ~has("flask.matches-url-before-session")
)
error = (AttributeError, RuntimeError, TypeError)
after = always


def does(page):
    def join():
        from flask import session

        session["team"] = "red"

    def show(value):
        return "%s" % (value,)

    app = make_app()
    app.url_map.converters["own"] = page.Own
    add_page(app, "/join", join)
    app.route("/show/<own:value>")(show)
    client = app.test_client()
    client.get("/join")
    return "shirt" in text_of(client.get("/show/shirt"))
