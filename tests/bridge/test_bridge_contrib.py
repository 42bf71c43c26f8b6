"""
``werkzeug.contrib`` comes back without its pickles.
"""

import base64
import hashlib
import hmac
import json
import logging
import pickle

import flask
import pytest


@pytest.fixture
def contrib(old, install):
    install()
    return old(
        """
        import json, pickle
        from flask import Session
        from werkzeug.contrib.securecookie import SecureCookie, UnquoteError
        from werkzeug.contrib.sessions import FilesystemSessionStore
        from werkzeug.contrib.cache import SimpleCache, FileSystemCache

        class PickledCookie(SecureCookie):
            serialization_method = pickle

        class JSONCookie(SecureCookie):
            serialization_method = json
        """
    )


@pytest.mark.parametrize("name", ["SecureCookie", "JSONCookie", "Session"])
def test_a_secure_cookie_goes_and_comes_back(name, contrib):
    cls = getattr(contrib, name)
    cookie = cls({"user": "alice", "k\xe9y": [1, None]}, "secret")
    value = cookie.serialize()

    again = cls.unserialize(value, "secret")
    assert (dict(again), again.new, again.modified) == (dict(cookie), False, False)
    assert dict(cls.unserialize(value, "another secret")) == {}
    assert dict(cls.unserialize(value[:-3] + b"AAA", "secret")) == {}
    assert dict(cls.unserialize(b"", "secret")) == {}


def test_it_is_the_cookie_that_werkzeug_wrote_of_json(contrib):
    """
    Those who had set ``serialization_method = json``, as its docs said, keep their sessions.
    """
    value = base64.b64encode(json.dumps("alice").encode())
    mac = hmac.new(b"secret", b"|user=" + value, hashlib.sha1).digest()
    cookie = base64.b64encode(mac) + b"?user=" + value

    assert dict(contrib.JSONCookie.unserialize(cookie, "secret")) == {"user": "alice"}
    assert contrib.JSONCookie({"user": "alice"}, "secret").serialize() == cookie


def test_a_cookie_expires(contrib):
    cls = contrib.SecureCookie
    cookie = cls({"user": "alice"}, "secret")

    assert dict(cls.unserialize(cookie.serialize(expires=2 ** 33), "secret")) == {"user": "alice"}
    assert dict(cls.unserialize(cookie.serialize(expires=1000), "secret")) == {}


def test_no_cookie_is_pickled(contrib):
    with pytest.raises(TypeError, match="PickledCookie.serialization_method is pickle.*module json"):
        contrib.PickledCookie({"user": "alice"}, "secret").serialize()


class Trap(object):
    sprung = []

    def __reduce__(self):
        return Trap.sprung.append, (1,)


@pytest.mark.parametrize("name", ["SecureCookie", "PickledCookie", "JSONCookie"])
def test_no_cookie_is_unpickled(name, contrib, caplog):
    """
    Not even one that an own key signed.
    """
    value = base64.b64encode(pickle.dumps(Trap(), 0))
    mac = hmac.new(b"secret", b"|user=" + value, hashlib.sha1).digest()
    cookie = base64.b64encode(mac) + b"?user=" + value
    with caplog.at_level(logging.WARNING):
        found = getattr(contrib, name).unserialize(cookie, "secret")

    assert dict(found) == {} and Trap.sprung == []
    assert "Refused a cookie" in caplog.text


def test_it_is_loaded_and_saved(contrib):
    response = flask.Response()
    session = contrib.Session({}, "secret")
    session.save_cookie(response)
    assert "Set-Cookie" not in response.headers
    session["user"] = "alice"
    session.save_cookie(response, "sid", path="/app", httponly=True)
    cookie = response.headers["Set-Cookie"]
    assert cookie.startswith("sid=") and "HttpOnly" in cookie and "Path=/app" in cookie

    header = {"HTTP_COOKIE": cookie.partition(";")[0]}
    with flask.Flask("old_code").test_request_context(environ_base=header):
        loaded = contrib.Session.load_cookie(flask.request, "sid", secret_key="secret")
        stranger = contrib.Session.load_cookie(flask.request, "other", secret_key="secret")
    assert (dict(loaded), loaded.new, loaded.should_save) == ({"user": "alice"}, False, False)
    assert (dict(stranger), stranger.new) == ({}, True)


def test_flasks_old_session_is_the_class_of_todays(contrib):
    """
    ``isinstance(session, flask.Session)`` was true until 1.0.
    """
    todays = flask.sessions.SecureCookieSession()

    assert isinstance(todays, contrib.Session)
    assert isinstance(contrib.Session(), flask.sessions.SecureCookieSession)
    assert not isinstance({}, contrib.Session)


def test_sessions_are_kept_in_files(contrib, tmp_path):
    store = contrib.FilesystemSessionStore(str(tmp_path))
    session = store.new()
    session["user"] = "alice"
    store.save_if_modified(session)

    again = store.get(session.sid)
    assert (dict(again), again.new, again.should_save) == ({"user": "alice"}, False, False)
    assert store.list() == [session.sid]
    assert dict(store.get("../../etc/passwd")) == {}
    store.delete(session)
    assert dict(store.get(session.sid)) == {} and store.list() == []


def test_files_that_werkzeug_pickled_are_read_and_never_run(contrib, tmp_path, caplog):
    store = contrib.FilesystemSessionStore(str(tmp_path))
    good, bad, broken = store.generate_key(), store.generate_key(), store.generate_key()
    (tmp_path / ("werkzeug_%s.sess" % broken)).write_bytes(b'{"user": alice}')
    (tmp_path / ("werkzeug_%s.sess" % good)).write_bytes(pickle.dumps({"user": "alice"}, 2))
    (tmp_path / ("werkzeug_%s.sess" % bad)).write_bytes(pickle.dumps({"user": Trap()}, 2))

    assert dict(store.get(good)) == {"user": "alice"}
    assert dict(store.get(bad)) == {} and Trap.sprung == []
    assert "It names something that is not in the table." in caplog.text
    assert dict(store.get(broken)) == {} and "It holds no session." in caplog.text
    assert "alice" not in caplog.text


def test_caches_are_those_of_cachelib(contrib):
    cache = contrib.SimpleCache()
    cache.set("key", "value")

    assert cache.get("key") == "value"


def test_without_cachelib_it_says_what_to_install(old, install, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "cachelib", None)
    install()
    with pytest.raises(ImportError, match="pip install cachelib"):
        old("from werkzeug.contrib.cache import SimpleCache")


def test_a_secure_cookie_is_a_session_for_hooks(contrib):
    """
    As extensions for Flask before 0.8 had it.
    """
    app = flask.Flask("old_code")
    module_app = vars(app)
    assert "session_interface" not in module_app
    exec(
        compile(
            "app.open_session = lambda request: SecureCookie.load_cookie(request, 'sid', 'secret')\n"
            "app.save_session = lambda session, response: session.save_cookie(response, 'sid')\n",
            contrib.__file__,
            "exec",
        ),
        {"__name__": "old_code", "app": app, "SecureCookie": contrib.SecureCookie},
    )

    @app.route("/")
    def count():
        flask.session["count"] = flask.session.get("count", 0) + 1
        return str(flask.session["count"])

    client = app.test_client()
    assert [client.get("/").get_data(as_text=True) for _ in range(3)] == ["1", "2", "3"]
