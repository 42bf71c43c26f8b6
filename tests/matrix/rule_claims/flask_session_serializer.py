"""Flask-Session's serializer gets other methods."""

from claims import gone, has, in_flask_session, installed, make_app

needs = installed("flask_session")
works = has("flask_session.pickles")
error = AttributeError
after = gone("flask_session.pickles")


def does(page):
    app = make_app()
    stored = in_flask_session(app)
    app.test_client().get("/write")
    with app.app_context():
        return [page.read(data)["key"] for data in stored.values()] == ["value"]
