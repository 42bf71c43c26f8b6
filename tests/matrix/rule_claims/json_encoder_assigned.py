"""Nobody complains, and responses are made without it."""

import json

import flask
from claims import add_page, gone, has, make_app, text_of
from sessioncompat import has as flask_has

needs = has("flask.Flask.json_encoder") | gone("flask.Flask.json_encoder")
works = has("flask.Flask.json_encoder")
error = TypeError
after = has("flask.json.provider")


class Encoder(json.JSONEncoder):
    def default(self, value):
        return "encoded"


if flask_has("flask.json.provider"):
    from flask.json.provider import DefaultJSONProvider as Base
else:
    Base = type("Base", (), {"__init__": lambda self, app: None})


class Provider(Base):
    @staticmethod
    def default(value):
        return "encoded"


modules = {"shop": {}, "shop.json": {"Encoder": Encoder, "Provider": Provider}}


def does(page):
    add_page(make_app(page.app), "/json", lambda: flask.json.dumps({"key": object()}))
    return "encoded" in text_of(page.app.test_client().get("/json"))
