"""
Flask-KVSession and its kin, with a simplekv store in memory.
"""

import importlib

import release
from shop import go_shopping, open_shop
from simplekv.memory import DictStore
from visitor import make_app


def visit():
    extension = importlib.import_module(release.package)
    store = DictStore()
    app = open_shop(make_app())
    getattr(extension, release.setup)(store, app)
    go_shopping(app, lambda: len(list(store.keys())))
