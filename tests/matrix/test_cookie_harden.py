"""
harden(app) makes any interface keep to the rules of cookies, on this Flask.
"""

import flask
import pytest
from flask import session

from sessioncompat import SessionInterface, SessionMixin, has, init_extension
from sessioncompat.cookies import harden
from sessioncompat.memory import MemorySessionInterface
from sessioncompat.testing.browser import Browser, run_view
from sessioncompat.testing.vary import LOOKS


def make_app(interface=None):
    app = flask.Flask("sessioncompat")
    app.secret_key = "secret"
    app.route("/")(run_view)
    if interface is not None:
        init_extension(app, interface)
    harden(app)
    return app


class Homemade(SessionInterface):
    """As many are: it says no Vary, and sends its cookie with every response."""

    class Session(dict, SessionMixin):
        modified = False

        def __setitem__(self, key, value):
            self.modified = True
            dict.__setitem__(self, key, value)

    def __init__(self):
        self.stored = {}

    def open_session(self, app, request):
        sid = request.cookies.get(self.get_cookie_name(app)) or "sid%d" % len(self.stored)
        opened = self.Session(self.stored.get(sid, {}))
        opened.sid = sid
        return opened

    def save_session(self, app, session, response):
        self.stored[session.sid] = dict(session)
        response.set_cookie(self.get_cookie_name(app), session.sid)


def write():
    session["name"] = u"Ada"


INTERFACES = [lambda: None, MemorySessionInterface, Homemade]
each_interface = pytest.mark.parametrize("make", INTERFACES, ids=["flask", "memory", "homemade"])


@each_interface
def test_every_look_varies(make):
    browser = Browser(make_app(make()))
    browser.visit(write)
    missed = [
        spelling
        for spelling, look in LOOKS
        if not ("permanent" in spelling and not has("flask.Flask.permanent_session_lifetime"))
        and not browser.visit(look).varies
    ]

    assert missed == []


@each_interface
def test_what_does_not_look_does_not_vary(make):
    browser = Browser(make_app(make()))
    strange = browser.visit(lambda: None)
    browser.visit(write)
    known = browser.visit(lambda: None)

    assert not strange.varies and not strange.cookies
    assert not known.varies and not known.cookies


@each_interface
def test_what_is_written_is_sent_and_varies(make):
    browser = Browser(make_app(make()))
    answer = browser.visit(write)

    assert answer.varies and len(answer.cookies) == 1
    assert browser.visit(lambda: session["name"]).value == u"Ada"


@each_interface
def test_reading_sends_nothing(make):
    browser = Browser(make_app(make()))
    assert not browser.visit(lambda: session.get("name")).cookies
    browser.visit(write)

    assert not browser.visit(lambda: session.get("name")).cookies


def test_other_cookies_stay():
    def view():
        response = flask.current_app.response_class("both")
        response.set_cookie("other", "1")
        return response

    browser = Browser(make_app(Homemade()))
    browser.visit(write)

    assert [cookie.name for cookie in browser.visit(view).cookies] == ["other"]


def test_it_is_the_same_interface_to_whoever_asks():
    interface = Homemade()
    app = make_app(interface)

    assert app.session_interface is interface and isinstance(interface, Homemade)
    assert harden(app) is interface


def test_other_applications_stay_as_they_are():
    other = flask.Flask("sessioncompat")
    before = getattr(other, "session_interface", None)
    make_app()

    assert getattr(other, "session_interface", None) is before
    assert "harden" not in repr(getattr(type(before), "__mro__", ()))
