"""The class goes, and its successor has other methods."""

import json

from claims import has, make_app, since

needs = since("flask.Flask.json_encoder")
works = has("flask.json.JSONEncoder")
error = ImportError
after = has("flask.json.provider")


def does(page):
    if hasattr(page, "Encoder"):
        text = json.dumps({"key": list}, cls=page.Encoder)
    else:
        app = make_app()  # The provider holds it by a weak reference.
        with app.test_request_context():
            text = page.Provider(app).dumps({"key": list})
    return "list" in text
