"""
All works on a machine whose policy forbids SHA-1 and MD5, as one of FIPS may.

There both are still in hashlib, and raise when they are called. In a process of its own they do
so here, from before Flask is imported.
"""

import json
import os
import subprocess
import sys

import pytest

HERE = os.path.dirname(os.path.abspath(__file__))
SCRIPT = """
import hashlib
import json
import sys
import warnings

warnings.simplefilter("ignore")


def forbidden(*arguments, **options):
    raise ValueError("[digital envelope routines] unsupported")


def new(name, *arguments, **options):
    forbidden() if name.lower().replace("-", "") in ("sha1", "md5") else None
    return allowed(name, *arguments, **options)


allowed, hashlib.new = hashlib.new, new
hashlib.sha1 = hashlib.md5 = forbidden
try:
    import _hashlib
except ImportError:
    pass
else:
    _hashlib.openssl_sha1 = _hashlib.openssl_md5 = forbidden

import flask
from sessioncompat import SecureCookieSessionInterface, init_extension
from sessioncompat.testing.browser import Browser, run_view

ARGUMENTS = {
    "default": {},
    "chosen": {"digest_method": hashlib.sha256},
    "kept": {"digest_method": hashlib.sha256, "previous_digest_methods": [hashlib.sha1]},
    "from sha512": {"digest_method": hashlib.sha256, "previous_digest_methods": [hashlib.sha512]},
    "sha512": {"digest_method": hashlib.sha512},
}


def make_browser(name):
    app = flask.Flask("sessioncompat")
    app.secret_key = "the secret key of all fixtures"
    app.route("/")(run_view)
    interface = SecureCookieSessionInterface(read_legacy_pickles=True, **ARGUMENTS[name])
    init_extension(app, interface)
    return Browser(app), app


def write():
    flask.session["name"] = u"Ada"


def read():
    return flask.session.get("name")


found = {}
for name in ("chosen", "kept", "from sha512", "sha512"):
    browser, app = make_browser(name)
    browser.visit(write)
    found[name] = browser.visit(read).value
former, app = make_browser("sha512")
former.visit(write)
browser, app = make_browser("from sha512")
browser.cookies.update(former.cookies)
answer = browser.visit(read)
found["a former digest"] = answer.value
found["sent again"] = len(answer.cookies) == 1 and browser.visit(read).cookies == []
for number, cookie in enumerate(sys.argv[1:]):
    for name in ("chosen", "kept"):
        browser, app = make_browser(name)
        browser.cookies["session"] = cookie
        answer = browser.visit(read)
        found["cookie %d, %s" % (number, name)] = [answer.status, answer.value]
browser, app = make_browser("default")
try:
    app.session_interface.get_signing_serializer(app)
except RuntimeError as error:
    found["default"] = str(error)
print(json.dumps(found))
"""


def cookies():
    """One of each format, all signed with SHA-1."""
    for flask in ("0.9", "0.12.2", "3.1.3"):
        with open(os.path.join(HERE, "cookie_fixtures", "flask%s.json" % flask)) as stream:
            yield str(json.load(stream)[0]["cookie"].partition("=")[2])


@pytest.fixture(scope="module")
def found():
    command = [sys.executable, "-c", SCRIPT] + list(cookies())
    return json.loads(subprocess.check_output(command).decode("ascii"))


def test_sessions_work_with_another_digest(found):
    assert [found[name] for name in ("chosen", "kept", "from sha512", "sha512")] == ["Ada"] * 4


def test_cookies_of_the_previous_digest_are_read_and_sent_again(found):
    assert found["a former digest"] == "Ada" and found["sent again"]


def test_cookies_that_only_sha1_could_verify_are_refused_and_no_error(found):
    visits = [found[name] for name in found if name.startswith("cookie ")]

    assert visits == [[200, None]] * 6


def test_without_a_choice_the_error_says_what_to_pass(found):
    assert "SecureCookieSessionInterface(digest_method=hashlib.sha256)" in found["default"]
