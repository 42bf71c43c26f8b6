"""
Flask-Session and Flask-KVSession on a real Redis that pages and Socket.IO connections share.
"""

import flask
import flask_kvsession
import flask_session
import flask_socketio
import pytest
from browser import Browser, cookies_set, varies
from conftest import make_app
from simplekv.memory.redisstore import RedisStore
from sockets import Socket, make_socketio

from sessioncompat import get_session, init_extension
from sessioncompat.cookies import harden


def with_flask_session(app, redis_client):
    app.config.update(SESSION_TYPE="redis", SESSION_REDIS=redis_client)
    flask_session.Session(app)


def with_flask_kvsession(app, redis_client):
    flask_kvsession.KVSessionExtension(RedisStore(redis_client), app)


@pytest.fixture(params=[with_flask_session, with_flask_kvsession])
def site(request, redis_client):
    app = make_app()
    request.param(app, redis_client)
    init_extension(app, app.session_interface)
    socketio = make_socketio(app, manage_session=False)

    @app.route("/login/<name>")
    def login(name):
        flask.session["name"] = name
        flask.session["cart"] = []
        return "in"

    @app.route("/logout")
    def logout():
        flask.session.clear()
        return "out"

    @app.route("/me")
    def me():
        name, cart = flask.session.get("name", "nobody"), flask.session.get("cart", [])
        return "%s has %d" % (name, len(cart))

    @app.route("/asleep")
    def asleep():
        return "Zzz"

    @socketio.on("me")
    def who():
        flask_socketio.emit("answer", flask.session.get("name", "nobody"))

    @socketio.on("buy")
    def buy(thing):
        # A new list, so that the session notices.
        flask.session["cart"] = flask.session["cart"] + [thing]
        flask_socketio.emit("answer", len(flask.session["cart"]))

    @socketio.on("leave")
    def leave():
        flask.session.pop("name")
        flask_socketio.emit("answer", "bye")

    @socketio.on("class")
    def class_of_the_session():
        flask_socketio.emit("answer", type(get_session()).__name__)

    return app


def test_a_login_lasts(site):
    ada = Browser(site)
    ada.get("/login/ada")

    assert [ada.read("/me"), ada.read("/me")] == ["ada has 0", "ada has 0"]


def test_two_users_do_not_mix(site):
    ada, grace = Browser(site), Browser(site)
    ada.get("/login/ada")
    grace.get("/login/grace")
    Socket(site, ada).ask("buy", "engine")

    assert [ada.read("/me"), grace.read("/me")] == ["ada has 1", "grace has 0"]
    assert [Socket(site, ada).ask("me"), Socket(site, grace).ask("me")] == ["ada", "grace"]


def test_logout_logs_out_only_the_one(site):
    ada, grace = Browser(site), Browser(site)
    ada.get("/login/ada")
    grace.get("/login/grace")
    ada.get("/logout")

    assert [ada.read("/me"), grace.read("/me")] == ["nobody has 0", "grace has 0"]


def test_what_a_connection_buys_is_on_the_next_page(site):
    ada = Browser(site)
    ada.get("/login/ada")
    socket = Socket(site, ada)

    assert [socket.ask("buy", "engine"), socket.ask("buy", "card")] == [1, 2]
    assert ada.read("/me") == "ada has 2"


def test_a_logout_on_a_page_reaches_the_open_connection(site):
    ada = Browser(site)
    ada.get("/login/ada")
    socket = Socket(site, ada)

    assert socket.ask("me") == "ada"

    ada.get("/logout")

    assert socket.ask("me") == "nobody"


def test_a_logout_on_a_connection_reaches_the_pages(site):
    ada = Browser(site)
    ada.get("/login/ada")
    Socket(site, ada).ask("leave")

    assert ada.read("/me") == "nobody has 0"


def test_the_session_is_the_extensions_own(site):
    name = Socket(site, Browser(site)).ask("class")

    assert name in ("RedisSession", "KVSession")


def test_the_session_is_in_redis_and_not_in_the_cookie(site, redis_client):
    ada = Browser(site)

    assert redis_client.keys() == []

    # No id can have this in it by chance.
    response = ada.get("/login/lovelace")

    assert cookies_set(response) == ["session"]
    assert "lovelace" not in ada.cookies["session"]
    [record] = redis_client.keys()
    assert b"lovelace" in redis_client.get(record)

    redis_client.flushdb()

    assert ada.read("/me") == "nobody has 0"


def test_two_processes_share_the_sessions(site, request, redis_client):
    ada = Browser(site)
    ada.get("/login/ada")
    other = make_app()
    request.node.callspec.params["site"](other, redis_client)
    init_extension(other, other.session_interface)
    other.route("/me")(lambda: flask.session["name"])
    elsewhere = Browser(other)
    elsewhere.cookies = ada.cookies

    assert elsewhere.read("/me") == "ada"


@pytest.mark.parametrize("install", [with_flask_session, with_flask_kvsession])
def test_hardened_it_keeps_to_the_rules_of_cookies(install, redis_client):
    """Neither says Vary for each look, and Flask-Session before 0.7 not at all."""
    app = make_app()
    install(app, redis_client)
    harden(app)

    @app.route("/in")
    def look():
        return str("name" in flask.session)

    @app.route("/asleep")
    def asleep():
        return "Zzz"

    @app.route("/login")
    def login():
        flask.session["name"] = "ada"
        return "in"

    stranger = Browser(app).get("/asleep")
    assert not cookies_set(stranger) and not varies(stranger)
    assert varies(Browser(app).get("/in"))
    ada = Browser(app)
    assert varies(ada.get("/login")) and varies(ada.get("/in"))
    assert ada.read("/in") == "True"
    response = ada.get("/asleep")
    # A permanent session is refreshed, and says so.
    assert varies(response) is bool(cookies_set(response))
