"""Flask-Session stores no Markup where its sessions are no pickles."""

from claims import add_page, has, in_flask_session, installed, make_app

needs = after = installed("flask_session")
works = has("flask_session.pickles")
error = TypeError


def does(page):
    app = make_app()
    stored = in_flask_session(app)
    add_page(app, "/saved", page.saved)
    app.test_client().get("/saved")
    return bool(stored)
