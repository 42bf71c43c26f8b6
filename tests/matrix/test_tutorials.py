"""
What the tutorials end with runs on every Flask, as they say.
"""

import os
import sys

import pytest
from conftest import version

import flask
from sessioncompat import get_session
from sessioncompat.history import BY_PATH

SAMPLES = os.path.join(os.path.dirname(__file__), os.pardir, os.pardir, "docs", "samples")


@pytest.fixture
def sample(monkeypatch):
    """A function that imports a module from the samples, as a script beside it would."""

    def load(folder, name):
        monkeypatch.syspath_prepend(os.path.join(SAMPLES, folder))
        sys.modules.pop(name, None)
        try:
            return __import__(name)
        finally:
            sys.modules.pop(name, None)

    return load


@pytest.mark.skipif(
    not BY_PATH["flask.calls-hooks-of-the-class"].exists_in(version("flask")),
    reason="This Flask ignores the hooks of the old shop.",
)
def test_the_old_shop_ran_on_the_flask_it_was_written_for(sample):
    check_the_cart(sample("old-app", "shop"))


@pytest.mark.skipif(
    not BY_PATH["flask.Flask.default_config"].exists_in(version("flask")),
    reason="The shop has a config, and this Flask has none.",
)
def test_the_shop_runs_on_any_flask(sample):
    check_the_cart(sample("old-app-after", "shop"))


def check_the_cart(shop):
    client = shop.app.test_client()

    assert client.get("/add/tea").data == b"Added tea."
    assert client.get("/").data == b"In your cart: tea"
    assert [cart["cart"] for cart in shop.CARTS.values()] == [["tea"]]


def test_the_extension_runs_on_any_flask(sample, tmpdir):
    files = sample("extension-after", "flask_files")
    app = flask.Flask("sessioncompat")
    app.secret_key = "secret"
    files.Files().init_app(app, str(tmpdir))

    @app.route("/write")
    def write():
        get_session()["name"] = u"Ada"
        return "written"

    @app.route("/read")
    def read():
        return get_session().get("name", "nobody")

    alice, bob = app.test_client(), app.test_client()

    alice.get("/write")

    assert (alice.get("/read").data, bob.get("/read").data) == (b"Ada", b"nobody")
    assert len(tmpdir.listdir()) == 1
