"""Flask's interface learns the method late; ours always has it."""

import flask
from claims import always, has, make_app

needs = has("flask.sessions.SessionInterface")
works = has("flask.sessions.SessionInterface.get_cookie_name")
error = AttributeError
after = always


def does(page):
    class Sessions(page.Sessions):
        def load(self, cookie):
            return cookie

    app = make_app()
    with app.test_request_context(headers={"Cookie": "session=mine"}):
        return Sessions().open_session(app, flask.request) == "mine"
