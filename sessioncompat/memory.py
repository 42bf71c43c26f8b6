"""
Sessions in the memory of this process.

Enough for tests, demonstrations and a first look at how an interface is
written: sessions end with the process, and no other process sees them.
"""

import binascii
import calendar
import copy
import os
import time
from datetime import datetime, timedelta

from .sessions import UTC, CallbackDict, SessionInterface, SessionMixin

__all__ = ["MemorySession", "MemorySessionInterface"]


class MemorySession(CallbackDict, SessionMixin):
    """A dict that notices changes, and knows the id its cookie carries."""

    modified = False

    def __init__(self, sid, initial=None, new=False):
        def on_update(self):
            self.modified = True

        CallbackDict.__init__(self, initial, on_update)
        self.sid = sid
        self.new = new


class MemorySessionInterface(SessionInterface):
    """
    Keeps the data here and gives the browser a random id.

    :param lifetime: how long a session is kept that is not permanent, from its
        last change on. Its cookie ends with the browser, which tells nobody.
    """

    session_class = MemorySession

    def __init__(self, lifetime=timedelta(days=31)):
        self.lifetime = lifetime
        self.records = {}

    def open_session(self, app, request):
        sid = request.cookies.get(self.get_cookie_name(app))
        data = self.load(sid)
        if data is None:
            # Never the id that came: whoever made it up would know it.
            return self.session_class(self.make_id(), new=True)
        return self.session_class(sid, data)

    def save_session(self, app, session, response):
        if session.accessed:
            response.vary.add("Cookie")
        if not session:
            if session.modified:
                self.delete(session.sid)
                self.delete_cookie(app, response)
            return
        if self.should_set_cookie(app, session):
            expires = self.get_expiration_time(app, session)
            self.store(session.sid, dict(session), expires or datetime.now(UTC) + self.lifetime)
            self.set_cookie(app, response, session.sid, expires)

    def make_id(self):
        """Return an id that nobody can guess."""
        return binascii.hexlify(os.urandom(16)).decode("ascii")

    def load(self, sid):
        """Return the data of a session, or None if there is no such session."""
        data, ends = self.records.get(sid, (None, None))
        if data is None:
            return None
        if ends <= time.time():
            self.delete(sid)
            return None
        return copy.deepcopy(data)

    def store(self, sid, data, expires):
        """Keep a copy, which nothing reaches until the session is saved again."""
        self.records[sid] = copy.deepcopy(data), calendar.timegm(expires.utctimetuple())

    def delete(self, sid):
        """Forget a session, so that its cookie is worth nothing any more."""
        self.records.pop(sid, None)

    def set_cookie(self, app, response, sid, expires):
        """Send the id to the browser."""
        response.set_cookie(
            self.get_cookie_name(app),
            sid,
            expires=expires,
            **self.cookie_attributes(app)
        )
        response.vary.add("Cookie")

    def delete_cookie(self, app, response):
        """Have the browser delete the cookie, which takes its very attributes."""
        response.delete_cookie(self.get_cookie_name(app), **self.cookie_attributes(app))
        response.vary.add("Cookie")

    def cookie_attributes(self, app):
        """Return the attributes of the cookie, as the application's config has them."""
        return {
            "domain": self.get_cookie_domain(app),
            "path": self.get_cookie_path(app),
            "secure": self.get_cookie_secure(app),
            "httponly": self.get_cookie_httponly(app),
            "samesite": self.get_cookie_samesite(app),
            "partitioned": self.get_cookie_partitioned(app),
        }
