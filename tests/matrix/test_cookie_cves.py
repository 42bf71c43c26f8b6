"""
The holes that Flask had: open on the bare Flask of the cell where the table says so, closed by ours.

Each is tried out on both, and nothing is taken for granted: a hole that is not
there where it should be fails too.
"""

import base64
import hashlib
import hmac
import os
import tempfile

import flask
import pytest
from conftest import FOUND, version
from flask import session

from sessioncompat import has, init_extension
from sessioncompat.cookies import SecureCookieSessionInterface, harden
from sessioncompat.history import BY_PATH
from sessioncompat.testing.browser import Browser, run_view

SECRET = "secret"


def make_app(protect=None, **config):
    app = flask.Flask("sessioncompat")
    app.secret_key = SECRET
    getattr(app, "config", {}).update(config)
    app.secret_key = config.get("SECRET_KEY", SECRET)
    app.route("/")(run_view)
    if protect is not None:
        protect(app)
    return app


def with_ours(app):
    init_extension(app, SecureCookieSessionInterface())


def with_ours_and_pickles(app):
    init_extension(app, SecureCookieSessionInterface(read_legacy_pickles=True))


def has_behaviour(name):
    return BY_PATH[name].exists_in(version("flask"))


def write():
    session["name"] = u"Ada"


def write_permanent():
    write()
    session.permanent = True


# CVE-2023-30861: a cache hands a response out to somebody else, with the session in it.

def reading_nothing(protect=None):
    return Browser(make_app(protect)).visit(lambda: session.get("name")).varies


def refreshing(protect=None):
    browser = Browser(make_app(protect))
    browser.visit(write_permanent)
    answer = browser.visit(lambda: None)
    return answer.varies or not answer.cookies


def deleting(protect=None):
    browser = Browser(make_app(protect))
    browser.visit(write)
    answer = browser.visit(lambda: session.pop("name"))
    return answer.varies


def test_cve_2023_30861_reading():
    assert reading_nothing() is has_behaviour("flask.varies-on-empty-read")
    assert reading_nothing(with_ours) and reading_nothing(harden)


def test_cve_2023_30861_refreshing():
    if not has("flask.Flask.permanent_session_lifetime"):
        pytest.skip("This Flask has no permanent sessions.")
    refreshes = has("flask.sessions.SecureCookieSessionInterface.get_signing_serializer")

    # Before 0.10 nothing is sent that could be cached.
    assert refreshing() is (has_behaviour("flask.varies-on-refresh") or not refreshes)
    assert refreshing(with_ours) and refreshing(harden)


def test_cve_2023_30861_deleting():
    assert deleting() is has_behaviour("flask.varies-on-empty-read")
    assert deleting(with_ours) and deleting(harden)


# CVE-2026-27205: nor did `in` and `len` count as a look.

LOOKS = [lambda: "name" in session, lambda: len(session), lambda: list(session), lambda: bool(session)]


def looking(protect=None, looks=LOOKS):
    browser = Browser(make_app(protect))
    browser.visit(write)
    return all(browser.visit(look).varies for look in looks)


@pytest.mark.parametrize("look", LOOKS, ids=["in", "len", "iter", "bool"])
def test_cve_2026_27205(look):
    assert looking(None, [look]) is has_behaviour("flask.varies-on-key-lookup")
    assert looking(with_ours, [look]) and looking(harden, [look])


# CVE-2025-47278: the oldest key signed.

def key_that_signs(protect=None):
    app = make_app(protect, SECRET_KEY="new", SECRET_KEY_FALLBACKS=["older", "old"])
    [cookie] = Browser(app).visit(write).cookies
    for key in ("new", "older", "old"):
        reader = Browser(make_app(with_ours, SECRET_KEY=key))
        reader.cookies["session"] = cookie.value
        if reader.visit(lambda: session.get("name")).value == u"Ada":
            return key


def test_cve_2025_47278():
    if not has("flask.sessions.SecureCookieSessionInterface.get_signing_serializer"):
        pytest.skip("This Flask signs no cookie that could be compared.")
    bare = key_that_signs()

    assert (bare != "new") is has_behaviour("flask.signs-with-the-last-fallback-key"), bare
    assert key_that_signs(with_ours) == "new"


# The pickles of Flask before 0.10: who knows the key can run code.

def runs_code(protect=None):
    """Send a signed pickle that would make a file, and look for the file."""
    path = os.path.join(tempfile.mkdtemp(), "was-here")
    pickled = "cos\nmkdir\n(S'%s'\ntR." % path
    item = "name=" + base64.b64encode(pickled.encode("ascii")).decode("ascii")
    mac = hmac.new(SECRET.encode("ascii"), ("|" + item).encode("ascii"), hashlib.sha1).digest()
    browser = Browser(make_app(protect))
    browser.cookies["session"] = str('"%s?%s"' % (base64.b64encode(mac).decode("ascii"), item))
    answer = browser.visit(lambda: session.get("name"))
    assert answer.status == 200 or protect is None
    return os.path.exists(path)


def test_pickles_run_no_code():
    assert runs_code() is has_behaviour("flask.pickles-cookie")
    assert not runs_code(with_ours) and not runs_code(with_ours_and_pickles)


# An empty key.

def signs_with_an_empty_key(protect=None):
    browser = Browser(make_app(protect, SECRET_KEY=""))
    return browser.visit(write).status == 200


def test_an_empty_key_is_none():
    assert signs_with_an_empty_key() is has_behaviour("flask.signs-with-an-empty-key")
    assert not signs_with_an_empty_key(with_ours)


# For the table in MIGRATING.md, which is made of what every cell has recorded here.

def open_holes(protect=None):
    """Try all on one application after the other, and return the names of those that are open."""
    signs = has("flask.sessions.SecureCookieSessionInterface.get_signing_serializer")
    tried = {
        "CVE-2023-30861": not (reading_nothing(protect) and deleting(protect)),
        "CVE-2026-27205": not looking(protect),
        "CVE-2025-47278": bool(signs or protect) and key_that_signs(protect) != "new",
        "code in pickles": runs_code(protect),
        "empty key": signs_with_an_empty_key(protect),
    }
    return sorted(tried), sorted(name for name in tried if tried[name])


def test_no_hole_is_open_with_ours():
    tried, stock = open_holes()
    _, ours = open_holes(with_ours)
    FOUND["holes"] = {"tried": tried, "stock": stock, "sessioncompat": ours}

    assert ours == []
