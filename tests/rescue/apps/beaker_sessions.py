"""Beaker, by the session interface that was passed around for it. The interface is old code, too."""

import tempfile

from beaker.middleware import SessionMiddleware
from flask.sessions import SessionInterface

from shop import go_shopping, open_shop
from visitors import make_app


class BeakerSessionInterface(SessionInterface):
    def open_session(self, app, request):
        return request.environ["beaker.session"]

    def save_session(self, app, session, response):
        session.save()


def visit():
    with tempfile.TemporaryDirectory() as directory:
        app = open_shop(make_app(__name__))
        options = {"session.type": "file", "session.data_dir": directory, "session.key": "beaker.session.id"}
        app.wsgi_app = SessionMiddleware(app.wsgi_app, options)
        app.session_interface = BeakerSessionInterface()
        # The test client opens its sessions without the middleware.
        go_shopping(app, cookie="beaker.session.id", transaction=False, permanent=False)
