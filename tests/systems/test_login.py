"""
Flask-Login: who is logged in, for how long, and who is only remembered.
"""

import flask
import flask_login
import pytest
from browser import Browser, cookies_set, varies


class User(flask_login.UserMixin):
    def __init__(self, name):
        self.id = name


@pytest.fixture
def site(app):
    manager = flask_login.LoginManager()
    manager.init_app(app)
    manager.user_loader(User)

    @app.route("/login/<name>")
    def login(name):
        flask_login.login_user(User(name), remember="remember" in flask.request.args)
        return "in"

    @app.route("/logout")
    @flask_login.login_required
    def logout():
        flask_login.logout_user()
        return "out"

    @app.route("/me")
    @flask_login.login_required
    def me():
        fresh = "fresh" if flask_login.login_fresh() else "remembered"
        return "%s, %s" % (flask_login.current_user.get_id(), fresh)

    return app


def test_a_stranger_has_to_log_in(site):
    assert Browser(site).get("/me").status_code == 401


def test_a_login_lasts(site):
    ada = Browser(site)
    ada.get("/login/ada")

    assert [ada.read("/me"), ada.read("/me")] == ["ada, fresh", "ada, fresh"]


def test_the_login_is_on_the_server(site, store):
    ada = Browser(site)
    response = ada.get("/login/ada")

    assert cookies_set(response) == ["session"]
    assert "ada" in store.load(ada.cookies["session"]).values()
    assert varies(response)
    assert varies(ada.get("/me"))


def test_logout_logs_out_only_the_one(site):
    ada, grace = Browser(site), Browser(site)
    ada.get("/login/ada")
    grace.get("/login/grace")
    ada.read("/logout")

    assert ada.get("/me").status_code == 401
    assert grace.read("/me") == "grace, fresh"


def test_a_login_ends_with_the_session(site):
    ada = Browser(site)
    ada.get("/login/ada")
    ada.cookies.pop("session")

    assert ada.get("/me").status_code == 401


def test_a_remembered_user_comes_back_without_the_session(site):
    ada = Browser(site)
    ada.get("/login/ada?remember")
    ada.cookies.pop("session")

    assert ada.read("/me") == "ada, remembered"


def test_a_remembered_user_has_a_session_again(site):
    ada = Browser(site)
    ada.get("/login/ada?remember")
    ada.cookies.pop("session")
    ada.get("/me")
    ada.cookies.pop("remember_token")

    assert ada.read("/me") == "ada, remembered"


def test_logout_forgets_whom_it_remembered(site):
    ada = Browser(site)
    ada.get("/login/ada?remember")
    ada.read("/logout")

    assert "remember_token" not in ada.cookies
    assert ada.get("/me").status_code == 401
