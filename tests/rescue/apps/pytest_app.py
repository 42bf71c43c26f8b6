"""pytest-flask: tests of a site that look at the session behind its back."""

import pytest

from visitors import expect

TESTS = '''
import flask
import pytest


@pytest.fixture
def app():
    app = flask.Flask(__name__)
    app.config["SECRET_KEY"] = "not so secret"

    @app.route("/login/<name>")
    def login(name):
        flask.session["name"] = name
        return "in"

    @app.route("/me")
    def me():
        return flask.jsonify(name=flask.session.get("name"))

    return app


def test_who_logs_in_is_known(client):
    client.get(flask.url_for("login", name="anna"))
    assert client.get("/me").json == {"name": "anna"}


def test_the_context_that_is_pushed_has_a_session(app):
    flask.session["name"] = "ben"
    assert flask.session["name"] == "ben"
    assert flask.request.path == "/"


@pytest.mark.usefixtures("client_class")
class TestInAClass:
    def test_a_transaction(self):
        with self.client.session_transaction() as session:
            session["name"] = "ada"
        assert self.client.get("/me").json == {"name": "ada"}


@pytest.mark.parametrize("path", ["/login/anna", "/me"])
def test_one_leaves_nothing_to_the_next(client, path):
    assert client.get("/me").json == {"name": None}
    client.get(path)
'''


def visit():
    with open("test_site.py", "w") as stream:
        stream.write(TESTS)
    status = pytest.main(["-q", "--tb=short", "-p", "no:cacheprovider", "test_site.py"])
    expect("what pytest says", int(status), 0)
