"""Pickles held whatever was flashed, and msgpack does not."""

from claims import add_page, has, installed, make_app

needs = after = installed("flask_session")
works = has("flask_session.pickles")
error = TypeError


class Store(dict):
    """What sessions are kept in, with as much of Redis as they ask for."""

    def setex(self, name, time, value):
        self[name] = value

    def delete(self, name):
        self.pop(name, None)


def interface(app):
    try:
        from flask_session.base import ServerSideSessionInterface
    except ImportError:
        from flask_session.sessions import RedisSessionInterface

        return RedisSessionInterface(Store(), "session:")

    class Sessions(ServerSideSessionInterface):
        store = Store()

        def _retrieve_session_data(self, store_id):
            return None

        def _delete_session(self, store_id):
            self.store.delete(store_id)

        def _upsert_session(self, session_lifetime, session, store_id):
            self.store[store_id] = self.serializer.encode(session)

    return Sessions(app)


def does(page):
    app = make_app()
    app.session_interface = interface(app)
    add_page(app, "/saved", page.saved)
    return app.test_client().get("/saved").status_code == 200
