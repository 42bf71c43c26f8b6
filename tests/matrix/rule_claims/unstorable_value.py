"""JSON has no sets."""

from claims import add_page, always, has, make_app

works = has("flask.pickles-cookie")
error = TypeError
after = always


def does(page):
    app = make_app()
    add_page(app, "/remember", page.remember)
    return app.test_client().get("/remember").status_code == 200
