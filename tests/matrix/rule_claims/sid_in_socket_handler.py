"""Flask-SocketIO hands out a copy of the session, which has nothing but its data."""

from claims import installed, make_app, never, stored_sessions
from sessioncompat import SecureCookieSession, SessionInterface

needs = after = installed("flask_socketio")
works = never  # Releases before 2.9 run on no Python that is tested.
error = AttributeError


class Session(SecureCookieSession):
    sid = "mine"


def does(page):
    app = make_app(interface=stored_sessions(SessionInterface, Session))
    page.socketio.init_app(app)
    page.socketio.test_client(app)
    return True
