"""
Sessions last as long as they should.
"""

import time
from datetime import datetime, timedelta

from flask import session

from ..context import get_session
from ..features import has
from ..sessions import UTC
from .capabilities import needs
from .data import read, write
from .kit import Kit

HOUR = timedelta(hours=1)


def write_permanent():
    session.permanent = True
    session["name"] = u"Ada"


def lifetime_of_an_hour():
    """The config for it. Flask 0.1 has only the default, which is a month."""
    if has("flask.Flask.permanent_session_lifetime"):
        return {"PERMANENT_SESSION_LIFETIME": HOUR}
    return {}


def seconds(app):
    """How long a permanent session lasts."""
    lifetime = getattr(app, "permanent_session_lifetime", timedelta(days=31))
    return lifetime.days * 86400 + lifetime.seconds


class KeepsTime(Kit):
    @needs("sends_only_when_needed")
    def test_cookie_ends_with_the_browser(self):
        """
        The cookie of a session that is not permanent ends with the browser.
        """
        cookie = self.cookie_of(write)

        assert "expires" not in cookie.attributes and "max-age" not in cookie.attributes, (
            self.broken(
                seen=cookie,
                change="Pass expires=self.get_expiration_time(app, session) to set_cookie:"
                " it is None unless the session is permanent.",
            )
        )

    @needs("has_permanent", "sends_expires")
    def test_permanent_cookie_expires(self):
        """
        The cookie of a permanent session expires when the lifetime is over.
        """
        browser = self.make_browser(**lifetime_of_an_hour())
        expected = time.time() + seconds(browser.app)

        cookie = self.cookie_of(write_permanent, browser)

        assert cookie.expires and abs(cookie.expires - expected) < 60, self.broken(
            seen=cookie,
            change="Pass expires=self.get_expiration_time(app, session) to set_cookie.",
        )

    @needs("has_permanent")
    def test_permanent_stays_permanent(self):
        """
        A permanent session is still permanent in the next request.
        """
        browser = self.make_browser()
        browser.visit(write_permanent)

        value = browser.visit(lambda: session.permanent).value

        assert value is True, self.broken(
            seen="session.permanent is %r" % (value,),
            change="Store session.permanent, which SessionMixin keeps in session['_permanent'].",
        )

    @needs("has_permanent", "sends_expires")
    def test_permanent_no_more(self):
        """
        A session that is permanent no more gets a cookie that ends with the browser.
        """

        def change():
            session.permanent = False

        browser = self.make_browser()
        browser.visit(write_permanent)

        cookie = self.cookie_of(change, browser)

        assert cookie.expires is None, self.broken(
            seen=cookie, change="Ask get_expiration_time(app, session) whenever the cookie is sent."
        )

    @needs("has_permanent")
    def test_expiration_time(self):
        """
        get_expiration_time gives an aware datetime in UTC, or None if the
        session is not permanent.
        """
        browser = self.make_browser(**lifetime_of_an_hour())
        app = browser.app

        def ask():
            before = app.session_interface.get_expiration_time(app, get_session())
            session.permanent = True
            return before, app.session_interface.get_expiration_time(app, get_session())

        before, after = browser.visit(ask).value or (None, None)
        todo = "Leave get_expiration_time to SessionInterface, or compute it with UTC."

        assert before is None, self.broken(
            seen="%r for a session that is not permanent" % before, change=todo
        )
        assert after is not None and after.utcoffset() == timedelta(0), self.broken(
            seen=after, change=todo
        )
        left = after - datetime.now(UTC) - timedelta(seconds=seconds(app))
        assert abs(left) < timedelta(minutes=1), self.broken(
            seen="%r, with a lifetime of %s seconds" % (after, seconds(app)), change=todo
        )

    @needs("has_permanent", "refreshes_permanent", "sends_expires")
    def test_permanent_session_is_refreshed(self):
        """
        Every response sends the cookie of a permanent session again, so that
        it lasts from the last visit on.
        """
        browser = self.make_browser()
        browser.visit(write_permanent)

        cookies = browser.visit(lambda: None).cookies

        assert cookies and cookies[0].expires, self.broken(
            seen="no cookie with an expiry in %r" % (cookies,),
            change="Send the cookie whenever should_set_cookie(app, session) says so, not"
            " only when session.modified.",
        )

    @needs("has_permanent", "sends_only_when_needed")
    def test_refresh_can_be_switched_off(self):
        """
        With SESSION_REFRESH_EACH_REQUEST off, a permanent session that did not
        change is not sent again.
        """
        browser = self.make_browser(SESSION_REFRESH_EACH_REQUEST=False)
        browser.visit(write_permanent)

        cookies = browser.visit(read).cookies

        assert not cookies, self.broken(
            seen=cookies, change="Ask should_set_cookie(app, session), which knows the config key."
        )

    @needs("has_permanent", "ends_sessions")
    def test_permanent_session_ends(self):
        """
        When its lifetime is over a permanent session is gone, even if the
        browser keeps the cookie.
        """
        browser = self.make_browser(**lifetime_of_an_hour())
        browser.visit(write_permanent)

        with self.later(seconds(browser.app) + 10):
            value = browser.visit(read).value

        assert value is None, self.broken(
            seen="%r, ten seconds after the end" % (value,),
            change="Let the stored session expire with get_expiration_time(app, session)."
            " If the store asks another clock than time.time(), override later().",
        )

    @needs("has_permanent")
    def test_permanent_session_lasts(self):
        """
        Before its lifetime is over a permanent session is not gone.
        """
        browser = self.make_browser(**lifetime_of_an_hour())
        browser.visit(write_permanent)

        with self.later(seconds(browser.app) - 60):
            value = browser.visit(read).value

        assert value == "Ada", self.broken(
            seen="%r, a minute before the end" % (value,),
            change="Let the stored session live until get_expiration_time(app, session).",
        )

    def cookie_of(self, view, browser=None):
        """Return the one cookie that a view sends."""
        cookies = (browser or self.make_browser()).visit(view).cookies
        assert len(cookies) == 1, self.broken(
            seen="%d cookies: %r" % (len(cookies), cookies),
            change="Call response.set_cookie once for a session that was modified.",
        )
        return cookies[0]
