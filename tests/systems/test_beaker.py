"""
Beaker's sessions as Flask's, through the middleware that Beaker brings.
"""

import flask
import pytest
from beaker.middleware import SessionMiddleware
from browser import Browser, cookies_set, text_of
from conftest import make_app

from sessioncompat import SessionInterface, get_session, init_extension


class BeakerSessions(SessionInterface):
    """Hands out what the middleware opened. The middleware sets the cookie."""

    def open_session(self, app, request):
        return request.environ["beaker.session"]

    def save_session(self, app, session, response):
        session.save()


@pytest.fixture
def site():
    app = make_app()
    options = {"session.type": "memory", "session.key": "beaker", "session.auto": False}
    app.wsgi_app = SessionMiddleware(app.wsgi_app, options)
    init_extension(app, BeakerSessions())

    @app.route("/")
    def home():
        return flask.session.get("user", "nobody")

    @app.route("/login/<user>")
    def login(user):
        flask.session["user"] = user
        flask.session["visits"] = 1
        return "in"

    @app.route("/logout")
    def logout():
        get_session().invalidate()
        return "out"

    @app.route("/forget")
    def forget():
        flask.session.clear()
        return "forgotten"

    @app.route("/id")
    def identifier():
        return get_session().id

    return app


def test_a_login_lasts(site):
    ada = Browser(site)

    assert ada.read("/") == "nobody"

    ada.get("/login/ada")

    assert [ada.read("/"), ada.read("/")] == ["ada", "ada"]


def test_two_users_do_not_mix(site):
    ada, grace = Browser(site), Browser(site)
    ada.get("/login/ada")
    grace.get("/login/grace")

    assert [ada.read("/"), grace.read("/")] == ["ada", "grace"]
    assert ada.cookies != grace.cookies


@pytest.mark.parametrize("path", ["/logout", "/forget"])
def test_logout_logs_out_only_the_one(site, path):
    ada, grace = Browser(site), Browser(site)
    ada.get("/login/ada")
    grace.get("/login/grace")
    ada.get(path)

    assert [ada.read("/"), grace.read("/")] == ["nobody", "grace"]


def test_the_session_is_beakers_own(site):
    ada = Browser(site)
    ada.get("/login/ada")

    assert text_of(ada.get("/id")) in ada.cookies["beaker"]


def test_the_cookie_is_beakers_own(site):
    ada = Browser(site)
    # No id can have this in it by chance.
    response = ada.get("/login/lovelace")

    assert cookies_set(response) == ["beaker"]
    assert "lovelace" not in response.headers["Set-Cookie"]
