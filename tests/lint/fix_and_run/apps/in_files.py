"""
Flask-Session and its kin, with a folder of files.
"""

import importlib

import release
from shop import go_shopping, open_shop
from visitor import make_app


def visit():
    extension = importlib.import_module(release.package)
    app = make_app(SESSION_TYPE="filesystem", SESSION_USE_SIGNER=release.signer)
    getattr(extension, release.setup)(app)
    go_shopping(open_shop(app))
