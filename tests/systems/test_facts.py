"""
What history.py says of Flask-Login and Flask-Session is what the installed ones do.
"""

import pickletools

import flask
import flask_login
import flask_session
import pytest
from conftest import make_app, matrix

from sessioncompat import has
from sessioncompat.history import FACTS

PACKAGES = ("flask_login", "flask_session")
ROWS = [row for row in FACTS if row.package in PACKAGES]


class User(flask_login.UserMixin):
    id = "ada"


def after_login(look):
    """What a look in the request finds in which somebody has logged in."""
    app = make_app()
    manager = flask_login.LoginManager()
    manager.init_app(app)
    manager.user_loader(lambda name: User())
    with app.test_request_context():
        flask_login.login_user(User())
        return look()


def keeps_user_on_the_request_context(redis_client):
    return after_login(lambda: hasattr(running_context(), "user"))


def running_context():
    try:
        from flask.globals import request_ctx
    except ImportError:
        from flask import _request_ctx_stack

        return _request_ctx_stack.top
    return request_ctx._get_current_object()


def keys_without_underscore(redis_client):
    return after_login(lambda: "user_id" in flask.session)


def pickles(redis_client):
    app = make_app()
    app.config.update(SESSION_TYPE="redis", SESSION_REDIS=redis_client)
    flask_session.Session(app)

    @app.route("/")
    def write():
        flask.session["key"] = "value"
        return ""

    app.test_client().get("/")
    (key,) = redis_client.keys("*")
    try:
        list(pickletools.genops(redis_client.get(key)))
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.path)
def test_fact(row, redis_client):
    installed = matrix.version(row.package.replace("_", "-"))
    if row.kind == "behaviour":
        found = globals()[row.path.partition(".")[2].replace("-", "_")](redis_client)
    else:
        found = has(row.path)

    assert found is row.exists_in(installed), (
        "%s %s, %s %s says otherwise. Correct its row in history.py."
        % (row.path, row.spans, row.package, installed)
    )


def test_there_are_facts():
    assert {row.package for row in ROWS} == set(PACKAGES)
