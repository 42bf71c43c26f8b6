"""
Flask-SocketIO: sessions that are forked for a connection, and sessions that are shared with pages.
"""

import functools

import flask
import flask_socketio
import pytest
from browser import Browser, cookies_set, varies
from sockets import Socket, make_socketio

from sessioncompat import SessionMixin, fork_session, get_session, set_session


INTERFACES_OWN = ("MemorySession", "RedisSession")


class ManagedSession(dict, SessionMixin):
    """What a connection has for a session when Flask does not manage it."""


def forked_by_us(handler):
    """Give a handler a session of its connection's own, forked from the page's at the first event."""

    @functools.wraps(handler)
    def with_fork(*arguments):
        environ = flask.request.environ
        if "test.session" not in environ:
            environ["test.session"] = ManagedSession(fork_session())
        set_session(environ["test.session"])
        return handler(*arguments)

    return with_fork


def shared(handler):
    return handler


def add_chat(app, wrap=shared, **options):
    socketio = make_socketio(app, **options)

    @app.route("/login/<name>")
    def login(name):
        flask.session["name"] = name
        flask.session["rooms"] = ["lobby"]
        return "in"

    @app.route("/logout")
    def logout():
        flask.session.clear()
        return "out"

    @app.route("/me")
    def me():
        rooms = flask.session.get("rooms", [])
        return " ".join([flask.session.get("name", "nobody")] + [str(room) for room in rooms])

    @socketio.on("me")
    @wrap
    def who():
        flask_socketio.emit("answer", flask.session.get("name", "nobody"))

    @socketio.on("rename")
    @wrap
    def rename(name):
        flask.session["name"] = name
        flask_socketio.emit("answer", flask.session["name"])

    @socketio.on("join")
    @wrap
    def join(room):
        rooms = flask.session.setdefault("rooms", [])
        rooms.append(room)
        flask.session.modified = True
        flask_socketio.emit("answer", rooms)

    @socketio.on("class")
    @wrap
    def class_of_the_session():
        flask_socketio.emit("answer", type(get_session()).__name__)


def managed_by_the_library(app):
    add_chat(app, manage_session=True)


def managed_by_us(app):
    add_chat(app, wrap=forked_by_us, manage_session=False)


@pytest.fixture(params=[managed_by_the_library, managed_by_us])
def forked(request, app):
    """A chat whose connections have sessions of their own."""
    request.param(app)
    return app


@pytest.fixture
def chat(app):
    """A chat whose connections and pages have one session."""
    add_chat(app, manage_session=False)
    return app


@pytest.fixture(params=[managed_by_the_library, managed_by_us, add_chat])
def any_chat(request, app):
    request.param(app)
    return app


def test_a_connection_knows_who_logged_in(any_chat):
    ada = Browser(any_chat)
    ada.get("/login/ada")

    assert Socket(any_chat, ada).ask("me") == "ada"


def test_a_connection_of_a_stranger_is_nobodys(any_chat):
    assert Socket(any_chat, Browser(any_chat)).ask("me") == "nobody"


def test_two_connections_do_not_mix(any_chat):
    ada, grace = Browser(any_chat), Browser(any_chat)
    ada.get("/login/ada")
    grace.get("/login/grace")
    of_ada, of_grace = Socket(any_chat, ada), Socket(any_chat, grace)
    of_ada.ask("rename", "countess")

    assert [of_ada.ask("me"), of_grace.ask("me")] == ["countess", "grace"]


def test_a_connection_remembers_what_it_was_told(any_chat):
    ada = Browser(any_chat)
    ada.get("/login/ada")
    socket = Socket(any_chat, ada)

    assert socket.ask("join", "kitchen") == ["lobby", "kitchen"]
    assert socket.ask("join", "cellar") == ["lobby", "kitchen", "cellar"]


def test_the_session_of_a_fork_is_a_managed_one(forked):
    assert Socket(forked, Browser(forked)).ask("class").strip("_") == "ManagedSession"


def test_a_fork_does_not_reach_the_pages(forked):
    ada = Browser(forked)
    ada.get("/login/ada")
    socket = Socket(forked, ada)
    socket.ask("rename", "countess")
    socket.ask("join", "kitchen")

    assert ada.read("/me") == "ada lobby"


def test_the_pages_do_not_reach_a_fork(forked):
    ada = Browser(forked)
    ada.get("/login/ada")
    socket = Socket(forked, ada)
    socket.ask("me")
    ada.get("/logout")

    assert socket.ask("me") == "ada"
    assert ada.read("/me") == "nobody"


def test_two_forks_of_one_session_do_not_mix(forked):
    ada = Browser(forked)
    ada.get("/login/ada")
    desk, phone = Socket(forked, ada), Socket(forked, ada)
    desk.ask("rename", "countess")
    desk.ask("join", "kitchen")

    assert phone.ask("me") == "ada"
    assert phone.ask("join", "cellar") == ["lobby", "cellar"]


def test_what_a_connection_changes_is_on_the_next_page(chat):
    ada = Browser(chat)
    ada.get("/login/ada")
    socket = Socket(chat, ada)
    socket.ask("rename", "countess")
    socket.ask("join", "kitchen")

    assert ada.read("/me") == "countess lobby kitchen"


def test_a_logout_reaches_the_open_connection(chat):
    ada = Browser(chat)
    ada.get("/login/ada")
    socket = Socket(chat, ada)

    assert socket.ask("me") == "ada"

    ada.get("/logout")

    assert socket.ask("me") == "nobody"


def test_the_session_of_a_shared_connection_is_the_interfaces(chat):
    assert Socket(chat, Browser(chat)).ask("class") in INTERFACES_OWN


@pytest.fixture
def office(app):
    """A site where the boss may look around as somebody else."""

    @app.route("/login/<name>")
    def login(name):
        flask.session["name"] = name
        return "in"

    @app.route("/me")
    def me():
        return flask.session.get("name", "nobody")

    @app.route("/become/<name>")
    def become(name):
        managed = ManagedSession(fork_session(), name=name, boss=flask.session["name"])
        managed.sid = get_session().sid
        set_session(managed)
        return flask.session["name"]

    @app.route("/peek/<name>")
    def peek(name):
        own = get_session()
        set_session(ManagedSession(fork_session(), name=name))
        seen = flask.session["name"]
        set_session(own)
        return seen

    @app.route("/say/<word>")
    def say(word):
        flask.session["said"] = flask.session.get("said", []) + [word]
        return " ".join(flask.session["said"])

    @app.route("/rehearse/<word>")
    def rehearse(word):
        rehearsal = fork_session()
        rehearsal["said"].append(word)
        flask.session["rehearsals"] = flask.session.get("rehearsals", 0) + 1
        return " ".join(rehearsal["said"])

    return app


def test_a_session_put_in_place_in_a_view_is_the_one_that_is_saved(office, store):
    boss = Browser(office)
    boss.get("/login/boss")
    response = boss.get("/become/ada")

    assert cookies_set(response) == ["session"]
    assert varies(response)
    assert boss.read("/me") == "ada"
    assert store.load(boss.cookies["session"]) == {"name": "ada", "boss": "boss"}


def test_a_session_put_back_in_a_view_is_as_it_was(office, store):
    boss = Browser(office)
    boss.get("/login/boss")
    before = dict(boss.cookies)

    assert boss.read("/peek/ada") == "ada"
    assert boss.read("/me") == "boss"
    assert boss.cookies == before


def test_what_a_fork_goes_through_is_not_saved(office):
    boss = Browser(office)
    boss.get("/say/to")

    assert boss.read("/rehearse/fro") == "to fro"
    assert boss.read("/rehearse/whom") == "to whom"
    assert boss.read("/say/be") == "to be"
