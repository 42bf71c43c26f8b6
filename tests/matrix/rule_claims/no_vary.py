"""Whoever replaces save_session says nothing to caches, on any Flask, until he does."""

from claims import has, make_app, never

needs = after = has("flask.sessions.SessionInterface")
works = never
reports = needs & has("flask.varies-on-read")


def does(page):
    from flask import sessions

    class Sessions(page.Sessions):
        def open_session(self, app, request):
            # Flask's own, which knows of no looks before 1.0.
            return sessions.SecureCookieSession()

        def store(self, session):
            pass

    response = make_app(interface=Sessions()).test_client().get("/read")
    return "cookie" in response.headers.get("Vary", "").lower()
