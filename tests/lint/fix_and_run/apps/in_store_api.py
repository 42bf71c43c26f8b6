"""
docassemble's Flask-KVSession, which does not show its API the session of a browser.
"""

import importlib

import flask
import release
from shop import open_shop
from simplekv.memory import DictStore
from visitor import Visitor, expect, make_app


def visit():
    extension = importlib.import_module(release.package)
    app = open_shop(make_app())
    getattr(extension, release.setup)(DictStore(), app)

    @app.route("/api/basket")
    def api_basket():
        return "%s" % flask.session.get("name")

    anna = Visitor(app)
    anna.get("/login/anna")
    expect("the basket", anna.read("/basket"), "anna: ")
    expect("who the API sees", anna.read("/api/basket"), "None")
