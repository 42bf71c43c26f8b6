"""
What switches a test off, always with a sentence.

An interface declares what it cannot do, by attributes of the class that tests
it. What the running Flask cannot do is asked of the running Flask.
"""

import functools

import flask
import pytest
from flask import session

from ..extension import init_extension
from ..features import has
from ..memory import MemorySession
from ..sessions import SessionInterface
from .browser import Browser, run_view

_tried = {}

#: What an interface may lack, with what its users then have to live with.
LACKS = {
    "server_side": "the data travels in the cookie",
    "detects_nested_changes": "a change inside a value needs session.modified = True",
    "knows_new": "session.new says nothing",
    "knows_modified": "session.modified says nothing",
    "has_permanent": "its sessions cannot be made permanent",
    "keeps_tuples": "tuples come back as something else, or not at all",
    "keeps_bytes": "bytes cannot be kept",
    "keeps_datetimes": "datetimes cannot be kept",
    "keeps_uuids": "UUIDs cannot be kept",
    "keeps_markup": "Markup comes back as text, which gets escaped again",
    "sends_only_when_needed": "the cookie is sent with every response",
    "sends_expires": "the cookie of a permanent session ends with the browser",
    "sends_samesite": "SESSION_COOKIE_SAMESITE does nothing",
    "sends_partitioned": "SESSION_COOKIE_PARTITIONED does nothing",
    "follows_cookie_name": "SESSION_COOKIE_NAME does nothing",
    "follows_cookie_config": "SESSION_COOKIE_PATH, _DOMAIN, _HTTPONLY and _SECURE do nothing",
    "refreshes_permanent": "a permanent session ends a lifetime after its last change",
    "ends_sessions": "a cookie that was kept too long still opens the session",
    "deletes_emptied": "an emptied session leaves its cookie behind",
    "deletes_with_attributes": "some browsers keep the cookie of an emptied session",
    "sends_vary": "caches are not told that a response depends on the session",
    "sends_vary_when_empty": "caches are not told that somebody had no session",
    "sends_vary_on_refresh": "a cache may hand out a refreshed cookie",
    "refuses_unknown_ids": "it opens a session under any id a browser comes with",
    "opens_without_wsgi": "session_transaction and test_request_context have no session",
    "needs_secret_key": "it has sessions without a secret key",
    "serves_several_apps": "each application needs an interface of its own",
}


def needs(*names):
    """
    Switch a test off where the interface declares that it lacks something.
    """

    def decorate(test):
        @functools.wraps(test)
        def switched(self):
            for name in names:
                if not getattr(self, name):
                    pytest.skip(
                        "%s declares %s = False: %s."
                        % (type(self).__name__, name, LACKS[name])
                    )
            return test(self)

        return switched

    return decorate


def needs_flask(path, sentence):
    """
    Switch a test off where the running Flask lacks a name.

    :param path: a path that :func:`sessioncompat.has` knows.
    :param sentence: what this Flask does not do.
    """

    def decorate(test):
        @functools.wraps(test)
        def switched(self):
            if not has(path):
                pytest.skip(sentence)
            return test(self)

        return switched

    return decorate


def keeps_what_a_crash_wrote():
    """
    Say whether the running Flask saves the session of a request that crashed.

    It did so in 0.4, stopped in 0.7 and began again in 1.1. No name came with
    that, so it is tried out, once.
    """
    if "crash" not in _tried:
        _tried["crash"] = bool(_saved_by_a_crash())
    return _tried["crash"]


def _saved_by_a_crash():
    saved = []

    class Recorder(SessionInterface):
        def open_session(self, app, request):
            return MemorySession("recorded")

        def save_session(self, app, session, response):
            saved.append(session)

    app = flask.Flask("sessioncompat")
    app.route("/")(run_view)
    survive_crashes(app)
    init_extension(app, Recorder())
    Browser(app).visit(write_and_crash)
    return saved


def survive_crashes(app):
    """Answer a crash with a 500 on every Flask, and say no more about it."""
    app.errorhandler(500)(lambda error: ("crashed", 500))
    if hasattr(app, "logger"):
        app.logger.disabled = True


def write_and_crash():
    """The view of a request that writes to the session and crashes."""
    session["name"] = u"Ada"
    raise ZeroDivisionError("The kit crashes on purpose.")
