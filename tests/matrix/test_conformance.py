"""
The session contract, kept by interfaces of different kinds on this Flask.

What an interface of somebody else's does not do is declared here, each gap
where it really is.
"""

import contextlib
import functools
import os
import sys
import time
import uuid

import flask
import pytest

from sessioncompat import SecureCookieSession, has, init_extension, session_interface_from_hooks
from sessioncompat.testing import MemorySessionInterface, SessionContract
from sessioncompat.testing.capabilities import LACKS

EXAMPLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "examples")


def has_module(name):
    try:
        __import__(name)
    except ImportError:
        return False
    return True


class TestInMemory(SessionContract):
    knows_new = True

    def make_interface(self):
        return MemorySessionInterface()


class OnRedis(SessionContract):
    @pytest.fixture(autouse=True)
    def connect(self, redis_server):
        redis = pytest.importorskip("redis")
        self.redis = redis.Redis(host=redis_server.host, port=redis_server.port)

    @contextlib.contextmanager
    def later(self, seconds):
        """Take the time from what Redis has left for each key."""
        for key in self.redis.keys():
            left = self.redis.ttl(key) - seconds
            if left > 0:
                self.redis.expire(key, left)
            else:
                self.redis.delete(key)
        yield


class TestExampleOnRedis(OnRedis):
    knows_new = True
    # It keeps JSON.
    keeps_tuples = keeps_bytes = keeps_datetimes = keeps_uuids = keeps_markup = False

    def make_interface(self):
        RedisSessionInterface = example("redis_sessions").RedisSessionInterface
        return RedisSessionInterface(self.redis, prefix=uuid.uuid4().hex)


class TestExampleOnBeaker(SessionContract):
    # Beaker saves the time of every look, and with it what it finds in the values.
    detects_nested_changes = True
    # The middleware sends the cookie of every session that was looked at.
    sends_only_when_needed = False
    sends_expires = refreshes_permanent = sends_partitioned = False
    opens_without_wsgi = serves_several_apps = False

    def use_interface(self, app):
        pytest.importorskip("beaker")
        lifetime = getattr(app, "permanent_session_lifetime", None)
        example("beaker_sessions").use_beaker(
            app,
            secret=app.secret_key,
            timeout=31 * 86400 if lifetime is None else lifetime.days * 86400 + lifetime.seconds,
        )


def knows_samesite():
    """Flask-Session 0.4 learned it."""
    try:
        from flask_session.sessions import RedisSessionInterface
    except ImportError:
        return False
    return "get_cookie_samesite" in RedisSessionInterface.save_session.__code__.co_names


class TestFlaskSession(OnRedis):
    """
    Flask-Session keeps pickles up to 0.5 and MessagePack from 0.6.
    """

    _modern = has_module("flask_session.base")

    keeps_tuples = keeps_datetimes = keeps_uuids = keeps_markup = not _modern
    # 0.5 and before never say Vary, send the cookie every time and take any id.
    sends_vary = sends_vary_when_empty = sends_vary_on_refresh = _modern
    refuses_unknown_ids = sends_only_when_needed = _modern
    sends_samesite = _modern or knows_samesite()
    sends_partitioned = deletes_with_attributes = False
    # Every release stores every session again.
    detects_nested_changes = True

    def use_interface(self, app):
        flask_session = pytest.importorskip("flask_session")
        app.config.setdefault("SESSION_TYPE", "redis")
        app.config.setdefault("SESSION_REDIS", self.redis)
        app.config.setdefault("SESSION_KEY_PREFIX", uuid.uuid4().hex)
        app.config.setdefault("SESSION_PERMANENT", False)
        flask_session.Session(app)
        init_extension(app, app.session_interface)


HAS_INTERFACES = has("flask.sessions.SecureCookieSessionInterface")
KEEPS_JSON = has("flask.sessions.SecureCookieSessionInterface.get_signing_serializer")


def flasks_own(app):
    """Return a new interface that does what the application does by itself."""
    if HAS_INTERFACES:
        # Not `import flask.sessions`, which would hide a proxy on some releases.
        return type(flask.Flask.session_interface)()
    return session_interface_from_hooks(
        functools.partial(flask.Flask.open_session, app),
        functools.partial(flask.Flask.save_session, app),
    )


def try_vary(accessed, **data):
    """Try whether Flask sends Vary with a session. Two security releases changed that."""
    if not has("flask.sessions.SessionMixin.accessed"):
        return False
    app = flask.Flask("sessioncompat")
    app.config["SECRET_KEY"] = "secret"
    session = SecureCookieSession(data)
    session.accessed = accessed
    session.modified = False
    response = app.response_class()
    flasks_own(app).save_session(app, session, response)
    return "Cookie" in response.vary


def try_bytes():
    """Try whether Flask's JSON has bytes. Flask 0.10 and Python 2 cannot tell them from text."""
    serializer = flasks_own(None).serializer if KEEPS_JSON else None
    try:
        return serializer is None or serializer.loads(serializer.dumps(b"\xff")) == b"\xff"
    except (TypeError, UnicodeError):
        return False


class TestFlasksOwn(SessionContract):
    """
    Flask's signed cookies, with the gaps that each release had.
    """

    server_side = False
    needs_secret_key = True
    has_permanent = has("flask.Flask.permanent_session_lifetime")
    keeps_bytes = try_bytes()
    follows_cookie_config = deletes_emptied = serves_several_apps = HAS_INTERFACES
    sends_samesite = has("flask.sessions.SessionInterface.get_cookie_samesite")
    sends_partitioned = has("flask.sessions.SessionInterface.get_cookie_partitioned")
    # 2.0 left HttpOnly out. The next release came without total_seconds.
    deletes_with_attributes = has("flask.sessions.SessionInterface.get_cookie_name") and not has(
        "flask.helpers.total_seconds"
    )
    # 0.10 sent the cookie of every session with every response.
    sends_only_when_needed = not KEEPS_JSON or has(
        "flask.sessions.SessionInterface.should_set_cookie"
    )
    detects_nested_changes = not sends_only_when_needed
    refreshes_permanent = KEEPS_JSON
    sends_vary = try_vary(True, name="Ada")
    sends_vary_when_empty = try_vary(True)
    sends_vary_on_refresh = try_vary(False, _permanent=True)

    def use_interface(self, app):
        init_extension(app, flasks_own(app))

    @contextlib.contextmanager
    def later(self, seconds):
        """Also for Werkzeug's SecureCookie, which has imported the function."""
        securecookie = sys.modules.get("werkzeug.contrib.securecookie")
        with super(TestFlasksOwn, self).later(seconds):
            if securecookie is not None:
                securecookie.time = time.time
            yield


def test_flasks_own_sessions_have_no_gaps_today():
    """
    What the last Flask does by itself is the contract, but for deliberate choices.
    """
    if not (has("flask.ctx.RequestContext.session") or has("flask.ctx.AppContext.session")):
        pytest.skip("This Flask is not the last one.")
    switched_off = {name for name in LACKS if not getattr(TestFlasksOwn, name)}

    assert switched_off == {"server_side", "detects_nested_changes", "knows_new"}


def example(name):
    """Import one of the examples, which are no package and in no wheel."""
    sys.path.insert(0, EXAMPLES)
    try:
        return __import__(name)
    finally:
        sys.path.remove(EXAMPLES)
