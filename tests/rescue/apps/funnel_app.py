"""Funnel, which makes Beaker's sessions Flask's."""

import tempfile

from flask_funnel import Funnel

from shop import go_shopping, open_shop
from visitors import make_app


def visit():
    with tempfile.TemporaryDirectory() as directory:
        app = open_shop(make_app(__name__, BEAKER_SESSION_DATA_DIR=directory))
        Funnel(app)
        # The test client opens its sessions without the middleware.
        go_shopping(app, cookie="beaker.session.id", transaction=False, permanent=False)
