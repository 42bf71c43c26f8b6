"""
Every behaviour in the table is what the Flask installed here does.

A behaviour's probe has its name, and returns what it saw. The releases stand
in history.py alone.
"""

import time
import uuid

import pytest
from conftest import version

import flask
from sessioncompat.history import FACTS

BEHAVIOURS = [
    row for row in FACTS
    if row.kind == "behaviour"
    and row.package in ("flask", "werkzeug", "itsdangerous")
    and version(row.package)
]


def make_app(cls=flask.Flask, **attributes):
    # Not __name__: old Flask asks the loader for what pytest's has not got.
    app = cls("sessioncompat")
    app.secret_key = "secret"
    for name, value in attributes.items():
        setattr(app, name, value)

    @app.route("/")
    def untouched():
        return ""

    @app.route("/read")
    def read():
        return repr(flask.session.get("key"))

    @app.route("/look")
    def look():
        return repr("key" in flask.session)

    @app.route("/write")
    def write():
        flask.session["key"] = "value"
        return ""

    @app.route("/write-permanent")
    def write_permanent():
        flask.session["key"] = "value"
        flask.session.permanent = True
        return ""

    @app.route("/write-and-fail")
    def write_and_fail():
        flask.session["key"] = "value"
        raise ZeroDivisionError()

    @app.route("/clear")
    def clear():
        flask.session.clear()
        return ""

    return app


def cookies_of(response):
    return response.headers.getlist("Set-Cookie")


def varies(response):
    return "cookie" in response.headers.get("Vary", "").lower()


class Session(dict):
    """What the hooks open."""

    permanent = new = modified = accessed = False


def make_hooks(calls):
    def open_session(request):
        calls.append("open")
        return Session()

    def save_session(session, response):
        calls.append("save")

    return open_session, save_session


def calls_hooks_of_the_app():
    calls = []
    app = make_app()
    app.open_session, app.save_session = make_hooks(calls)
    app.test_client().get("/")
    return calls == ["open", "save"]


def calls_hooks_of_the_class():
    calls = []
    open_session, save_session = make_hooks(calls)

    class Hooked(flask.Flask):
        def open_session(self, request):
            return open_session(request)

        def save_session(self, session, response):
            return save_session(session, response)

    make_app(Hooked).test_client().get("/")
    return calls == ["open", "save"]


def calls_make_null_session_of_the_class():
    calls = []

    class Hooked(flask.Flask):
        def make_null_session(self):
            calls.append("null")
            return Session()

    make_app(Hooked, secret_key=None).test_client().get("/")
    return calls == ["null"]


class Interface(object):
    """An interface with all that any Flask asks for."""

    pickle_based = False

    def __init__(self):
        self.calls = []

    def open_session(self, app, request):
        self.calls.append("open")
        return Session()

    def save_session(self, app, session, response):
        self.calls.append("save")

    def is_null_session(self, obj):
        return False


def calls_session_interface():
    interface = Interface()
    make_app(session_interface=interface).test_client().get("/")
    return interface.calls == ["open", "save"]


def null_session_where_none_opened():
    app = make_app(secret_key=None)
    with app.test_request_context():
        return type(flask.session).__name__ == "LocalProxy" and flask.session._get_current_object() is not None


def when_opened(app, look):
    """Show a function every request that a session is opened for."""
    opener = app  # Before 0.8.
    if hasattr(app, "session_interface"):
        # Flask's own interface is one object for all applications.
        opener = app.session_interface = type(app.session_interface)()
    original = opener.open_session

    def open_session(*args):
        look(args[-1])
        return original(*args)

    opener.open_session = open_session


def opens_session_at_every_push():
    opened = []
    app = make_app()
    when_opened(app, opened.append)
    ctx = app.test_request_context()
    with ctx:
        with ctx:
            pass
    return len(opened) > 1


def matches_url_before_session():
    matched = []
    app = make_app()
    when_opened(app, lambda request: matched.append(getattr(request, "url_rule", None) is not None))
    app.test_client().get("/")
    return matched == [True]


def saves_after_after_request():
    app = make_app()

    @app.after_request
    def write(response):
        flask.session["key"] = "value"
        return response

    return bool(cookies_of(app.test_client().get("/")))


def saves_session_of_a_500():
    try:
        response = make_app().test_client().get("/write-and-fail")
    except ZeroDivisionError:
        return False  # Flask before 0.4 lets it pass.
    assert response.status_code == 500
    return bool(cookies_of(response))


def answers_500_where_open_session_fails():
    app = make_app()

    def fail(request):
        raise ZeroDivisionError()

    when_opened(app, fail)
    try:
        return app.test_client().get("/").status_code == 500
    except ZeroDivisionError:
        return False


def context_pushes_itself():
    return hasattr(make_app().test_request_context(), "push")


def cookie_is_httponly():
    (cookie,) = cookies_of(make_app().test_client().get("/write"))
    return "httponly" in cookie.lower()


def cookie_has_samesite():
    app = make_app()
    getattr(app, "config", {}).update(SESSION_COOKIE_SAMESITE="Lax")
    (cookie,) = cookies_of(app.test_client().get("/write"))
    return "SameSite=Lax" in cookie


def deleted(app):
    client = app.test_client()
    client.get("/write")
    return [cookie for cookie in cookies_of(client.get("/clear")) if "1970" in cookie]


def deletes_emptied_cookie():
    return bool(deleted(make_app()))


def deletes_cookie_with_samesite():
    app = make_app()
    getattr(app, "config", {}).update(SESSION_COOKIE_SAMESITE="Lax")
    return any("SameSite=Lax" in cookie for cookie in deleted(app))


def sends_unchanged_cookie():
    client = make_app().test_client()
    client.get("/write")
    return bool(cookies_of(client.get("/read")))


def domain_from_SERVER_NAME():
    app = make_app()
    getattr(app, "config", {}).update(SERVER_NAME="example.com")
    (cookie,) = cookies_of(app.test_client().get("/write", base_url="http://example.com"))
    return "example.com" in cookie


def aware_expiration_time():
    try:
        from flask.sessions import SessionInterface
    except ImportError:
        return False
    session = Session()
    session.permanent = True
    return SessionInterface().get_expiration_time(make_app(), session).tzinfo is not None


def context_session_can_be_assigned():
    app = make_app()
    mine = Session(key="mine")
    with app.test_request_context():
        try:
            running_context().session = mine
        except AttributeError:
            return False
        return flask.session.get("key") == "mine"


def running_context():
    try:
        from flask.globals import app_ctx, request_ctx
    except ImportError:
        from flask import _request_ctx_stack

        return _request_ctx_stack.top
    return (request_ctx or app_ctx)._get_current_object()


def reads_session_before_push():
    try:
        make_app().test_request_context().session
    except AssertionError:
        return False
    return True


def pickles_cookie():
    app = make_app()

    @app.route("/write-set")
    def write_set():
        flask.session["key"] = set()
        return ""

    (cookie,) = cookies_of(app.test_client().get("/write-set")) or [""]
    return "?" in cookie


def signs_with_an_empty_key():
    response = make_app(secret_key="").test_client().get("/write")
    return response.status_code == 200


def signs_with_the_last_fallback_key():
    app = make_app(secret_key="new")
    getattr(app, "config", {}).update(SECRET_KEY_FALLBACKS=["old"])
    (cookie,) = cookies_of(app.test_client().get("/write"))
    stale = make_app(secret_key="old")
    with stale.test_request_context(headers={"Cookie": cookie.partition(";")[0]}):
        return flask.session.get("key") == "value"


def varies_on_read():
    client = make_app().test_client()
    client.get("/write")
    return varies(client.get("/read"))


def varies_on_empty_read():
    return varies(make_app().test_client().get("/read"))


def varies_on_refresh():
    client = make_app().test_client()
    client.get("/write-permanent")
    return varies(client.get("/"))


def varies_on_key_lookup():
    client = make_app().test_client()
    client.get("/write")
    return varies(client.get("/look"))


def rewrites_SESSION_COOKIE_DOMAIN():
    app = make_app()
    config = getattr(app, "config", {})
    before = config.get("SESSION_COOKIE_DOMAIN")
    app.test_client().get("/write")
    return config.get("SESSION_COOKIE_DOMAIN") != before


def takes_as_cookie(value):
    try:
        flask.Response().set_cookie("a", value)
    except (TypeError, AttributeError):
        return False
    return True


def takes_bytes_as_cookie():
    return takes_as_cookie(b"bytes")


def takes_anything_as_cookie():
    return takes_as_cookie(uuid.uuid4())


def takes_server_name_before_cookie():
    try:
        make_app().test_client().set_cookie("localhost", "key", "value")
    except (AttributeError, TypeError):
        return False
    return True


def reads_dates_without_timezone():
    from werkzeug.http import parse_date

    return parse_date("Sun, 06 Nov 1994 08:49:37 GMT").tzinfo is None


def counts_from_2011():
    from itsdangerous import TimestampSigner

    return TimestampSigner("secret").get_timestamp() < time.time() - 10 ** 9


def signs_with_the_last_of_many_keys():
    from itsdangerous import Signer

    try:
        return Signer(["old", "new"]).sign("a") == Signer("new").sign("a")
    except TypeError:
        return False


@pytest.mark.parametrize("row", BEHAVIOURS, ids=lambda row: row.path)
def test_behaviour(row):
    installed = version(row.package)
    slug = row.path.partition(".")[2].replace("-", "_")

    assert globals()[slug]() is row.exists_in(installed), (
        "%s %s, %s %s does otherwise. Correct its row in history.py."
        % (row.path, row.spans, row.package, installed)
    )
