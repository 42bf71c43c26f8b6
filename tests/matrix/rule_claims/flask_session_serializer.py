"""Flask-Session's serializer was pickle, and is one of its own."""

from claims import gone, has, installed, make_app

needs = installed("flask_session")
works = has("flask_session.pickles")
error = AttributeError
after = gone("flask_session.pickles")


def interface(app):
    try:
        from flask_session.base import ServerSideSessionInterface
    except ImportError:
        from flask_session.sessions import RedisSessionInterface

        return RedisSessionInterface(object(), "session:")

    class Sessions(ServerSideSessionInterface):
        def _retrieve_session_data(self, store_id):
            return None

        def _delete_session(self, store_id):
            pass

        def _upsert_session(self, session_lifetime, session, store_id):
            pass

    return Sessions(app)


def does(page):
    app = make_app()
    app.session_interface = interface(app)
    serializer = app.session_interface.serializer
    write = getattr(serializer, "encode", None) or serializer.dumps
    with app.app_context() if hasattr(app, "app_context") else app.test_request_context():
        return page.read(write({"key": "value"})) == {"key": "value"}
