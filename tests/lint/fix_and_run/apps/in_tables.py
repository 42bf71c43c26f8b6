"""
Flask-Session and its kin, with a database that they set up themselves.
"""

import importlib

import release
from shop import open_shop
from visitor import Visitor, expect, make_app


def visit():
    extension = importlib.import_module(release.package)
    config = {"SESSION_TYPE": "sqlalchemy", "SQLALCHEMY_DATABASE_URI": "sqlite://"}
    app = make_app(SESSION_USE_SIGNER=release.signer, **config)
    getattr(extension, release.setup)(app)
    anna = Visitor(open_shop(app))
    # Not more: 0.2 cannot read on Python 3 what it has written.
    expect("a stranger's basket", anna.read("/basket"), "None: None")
    expect("the answer", anna.read("/login/anna"), "in")
