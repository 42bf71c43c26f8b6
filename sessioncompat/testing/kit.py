"""
What the tests of the contract are made with.
"""

import contextlib
import sys
import time
import uuid

import flask
import pytest

from ..extension import init_extension
from .browser import Browser, run_view
from .capabilities import LACKS

# What config keys were called before Flask had a config.
_BEFORE_CONFIG = {
    "SECRET_KEY": "secret_key",
    "SESSION_COOKIE_NAME": "session_cookie_name",
    "PERMANENT_SESSION_LIFETIME": "permanent_session_lifetime",
}


class Kit(object):
    """
    Makes applications with the interface under test.

    Define :meth:`make_interface`. What the interface does not do, declare by
    setting one of the attributes below; a gap that is not declared fails.
    """

    #: Keeps the data on the server and gives the browser an id. False: the
    #: cookie carries the data.
    server_side = True

    #: Notices a change inside a value, ``session["cart"].append(7)``. Flask's
    #: own sessions need ``session.modified = True`` for that.
    detects_nested_changes = False

    #: ``session.new`` is True until the browser has the cookie. Flask's own
    #: sessions have said False since 0.10.
    knows_new = False

    #: ``session.modified`` is False until the session is changed.
    knows_modified = True

    #: Sessions can be made permanent.
    has_permanent = True

    #: Values of these types come back as they were. Flask's own sessions keep
    #: them all since 0.10.1.
    keeps_tuples = keeps_bytes = keeps_datetimes = keeps_uuids = keeps_markup = True

    #: Leaves the cookie alone when the session did not change.
    sends_only_when_needed = True

    #: The cookie of a permanent session has an ``Expires``.
    sends_expires = True

    #: Follows ``SESSION_COOKIE_SAMESITE`` and ``SESSION_COOKIE_PARTITIONED``.
    sends_samesite = sends_partitioned = True

    #: Follows ``SESSION_COOKIE_NAME``.
    follows_cookie_name = True

    #: Follows ``SESSION_COOKIE_PATH``, ``_DOMAIN``, ``_HTTPONLY`` and ``_SECURE``.
    follows_cookie_config = True

    #: Sends the cookie of a permanent session again with every response,
    #: unless ``SESSION_REFRESH_EACH_REQUEST`` is off.
    refreshes_permanent = True

    #: A session is over with its lifetime, whatever the browser still sends.
    ends_sessions = True

    #: Deletes the cookie of a session that was emptied, and with all of the
    #: attributes it was sent with.
    deletes_emptied = deletes_with_attributes = True

    #: Sends ``Vary: Cookie`` when somebody looked at the session; also at one
    #: without data; also when nobody looked and the cookie is sent again.
    sends_vary = sends_vary_when_empty = sends_vary_on_refresh = True

    #: Gives a session an id of its own rather than one the browser made up.
    #: Else an attacker can choose the id that a victim logs in with.
    refuses_unknown_ids = True

    #: Has sessions where no WSGI middleware ran, as in ``session_transaction``.
    opens_without_wsgi = True

    #: Opens no session while the application has no secret key.
    needs_secret_key = False

    #: One interface can serve several applications, each by its own config.
    serves_several_apps = True

    def make_interface(self):
        """Return a new interface that shares no session with the one before."""
        raise NotImplementedError("%s must define make_interface()." % type(self).__name__)

    def use_interface(self, app):
        """
        Give an application an interface, as users of the extension would.

        Override it if the extension needs more than :func:`init_extension`.
        """
        init_extension(app, self.make_interface())

    @contextlib.contextmanager
    def later(self, seconds):
        """
        Make it that much later while the ``with`` block runs.

        Works for what asks ``time.time()``. Override it if the interface asks
        another clock, such as a server's.
        """
        now = time.time
        time.time = lambda: now() + seconds
        try:
            yield
        finally:
            time.time = now

    def make_app(self, **config):
        """
        Return an application that runs whatever :meth:`Browser.visit` brings.

        :param config: config keys. Where Flask has no config, the attributes
            that came before it, or the test is skipped.
        """
        app = flask.Flask("sessioncompat")
        # A native string: hmac on Python 2 takes no other.
        config.setdefault("SECRET_KEY", uuid.uuid4().hex)
        if hasattr(app, "config"):
            app.config.update(config)
        else:
            for key, value in config.items():
                name = _BEFORE_CONFIG.get(key)
                if name is None:
                    pytest.skip("This Flask has no config, and so no %s." % key)
                setattr(app, name, value)
        app.route("/")(run_view)
        self.use_interface(app)
        return app

    def make_browser(self, **config):
        """Return a browser with an application of its own."""
        return Browser(self.make_app(**config))

    def broken(self, seen, change):
        """
        Say which promise was broken, how it showed, and what to do about it.

        The promise is the docstring of the test that asks.
        """
        frame = sys._getframe(1)
        while not frame.f_code.co_name.startswith("test_"):
            frame = frame.f_back
        promise = getattr(type(self), frame.f_code.co_name).__doc__
        return "%s\n  Seen: %s\n  To do: %s" % (
            " ".join(promise.split()),
            seen if isinstance(seen, str) else repr(seen),
            change,
        )

    def test_every_declaration_is_known(self):
        """
        The kit knows every gap that the interface declares.
        """
        declared = {
            name
            for cls in type(self).__mro__[:-1]
            for name, value in vars(cls).items()
            if isinstance(value, bool) and not name.startswith("_")
        }
        unknown = sorted(declared - set(LACKS))

        assert not unknown, self.broken(
            seen="%s of %s" % (", ".join(unknown), type(self).__name__),
            change="Correct the name, or start it with an underscore. The kit knows %s."
            % ", ".join(sorted(LACKS)),
        )
