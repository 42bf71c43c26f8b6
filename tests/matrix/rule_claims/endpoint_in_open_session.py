"""Without the endpoint, the session of a static file is loaded like any other."""

from claims import has, make_app
from sessioncompat import SecureCookieSession

needs = after = has("flask.sessions.SessionInterface")
works = has("flask.matches-url-before-session")


def does(page):
    loaded = []

    class Sessions(page.Sessions):
        def load(self, request):
            loaded.append(request.path)
            return SecureCookieSession()

        def save_session(self, app, session, response):
            pass

    client = make_app(interface=Sessions()).test_client()
    client.get("/static/style.css")
    client.get("/read")
    return loaded == ["/read"]
