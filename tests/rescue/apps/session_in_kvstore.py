"""Flask-KVSession and its kin, which keep sessions in a simplekv store."""

import importlib

import flask
from simplekv.memory import DictStore

from release import settings
from shop import basket, go_shopping, open_shop
from visitors import Visitor, expect, make_app

extension = importlib.import_module(settings.package)


def visit():
    store = DictStore()
    app = open_shop(make_app(__name__))
    open_own_views(app)
    getattr(extension, settings.setup)(store, app)
    go_shopping(app, lambda: len(list(store.keys())))
    if settings.regenerates:
        change_ids(app)


def open_own_views(app):
    """What only sessions on a server can do."""

    @app.route("/regenerate")
    def regenerate():
        flask.session.regenerate()
        return "another"

    @app.route("/destroy")
    def destroy():
        flask.session.destroy()
        return "none"


def change_ids(app):
    anna = Visitor(app)
    anna.get("/login/anna")
    old = anna.cookies["session"]
    anna.get("/regenerate")
    expect("whether the id is another", anna.cookies["session"] != old, True)
    expect("the basket after that", basket(anna), ("anna", []))
    anna.get("/destroy")
    expect("what is left", basket(anna), (None, None))
