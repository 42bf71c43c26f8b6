"""Flask's interface knows when to be silent; one that does not ask sends every time."""

from claims import cookie_sets, has, make_app, never
from sessioncompat import SecureCookieSession

needs = after = has("flask.sessions.SessionInterface.should_set_cookie")
works = never


def does(page):
    class Sessions(page.Sessions):
        def open_session(self, app, request):
            session = SecureCookieSession()
            session.sid = "mine"
            return session

        def store(self, session):
            pass

    client = make_app(interface=Sessions()).test_client()
    return [len(cookie_sets(client.get(path))) for path in ("/read", "/write")] == [0, 1]
