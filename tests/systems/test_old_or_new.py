"""
The glue that extensions carried to run before and after session interfaces came.

It is a plain object with two methods, which Flask 0.8 and later refuse for want
of `is_null_session`, or two functions put on the application, which Flask 1.0
and later never call.
"""

import functools
import uuid

import flask
import pytest
from browser import Browser, cookies_set, varies
from conftest import make_app

from sessioncompat import adopt_hooks, init_extension, session_interface_from_hooks
from sessioncompat.memory import MemorySession


class OldOrNew(object):
    """Derives from nothing, because there was nothing to derive from."""

    def __init__(self, store):
        self.store = store

    def open_session(self, app, request):
        sid = request.cookies.get("old-or-new") or uuid.uuid4().hex
        return MemorySession(sid, self.store.load(sid))

    def save_session(self, app, session, response):
        if session.modified:
            self.store.save(session.sid, dict(session))
            response.set_cookie("old-or-new", session.sid, httponly=True)


def as_an_interface(app, glue):
    init_extension(app, glue)


def as_assigned_hooks(app, glue):
    app.open_session = functools.partial(glue.open_session, app)
    app.save_session = functools.partial(glue.save_session, app)
    adopt_hooks(app)


def as_loose_functions(app, glue):
    def open_session(request):
        return glue.open_session(app, request)

    def save_session(session, response):
        glue.save_session(app, session, response)

    init_extension(app, session_interface_from_hooks(open_session, save_session))


@pytest.fixture(params=[as_an_interface, as_assigned_hooks, as_loose_functions])
def counter(request, store):
    app = make_app()
    request.param(app, OldOrNew(store))

    @app.route("/")
    def count():
        flask.session["visits"] = flask.session.get("visits", 0) + 1
        return str(flask.session["visits"])

    @app.route("/asleep")
    def asleep():
        return "Zzz"

    return app


def test_it_counts(counter):
    ada = Browser(counter)

    assert [ada.read("/") for _ in range(3)] == ["1", "2", "3"]


def test_two_browsers_count_on_their_own(counter):
    ada, grace = Browser(counter), Browser(counter)

    assert [ada.read("/"), ada.read("/"), grace.read("/"), ada.read("/")] == ["1", "2", "1", "3"]


def test_the_count_is_in_the_store_and_not_in_the_cookie(counter, store):
    ada = Browser(counter)
    ada.get("/")

    assert list(ada.cookies) == ["old-or-new"]
    assert store.load(ada.cookies["old-or-new"]) == {"visits": 1}


def test_a_page_without_a_session_has_none_of_it(counter, store):
    response = Browser(counter).get("/asleep")

    assert cookies_set(response) == []
    assert not varies(response)
    assert len(store) == 0
