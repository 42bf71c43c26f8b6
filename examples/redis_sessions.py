"""
Sessions in Redis: a model of a session interface, on any Flask.

::

    from redis import Redis
    from sessioncompat import init_extension

    init_extension(app, RedisSessionInterface(Redis()))
"""

import binascii
import json
import os
from datetime import datetime, timedelta

from sessioncompat import UTC, CallbackDict, SessionInterface, SessionMixin


class RedisSession(CallbackDict, SessionMixin):
    """A dict that notices changes, and knows its key in Redis."""

    modified = False

    def __init__(self, sid, initial=None, new=False):
        def on_update(self):
            self.modified = True

        CallbackDict.__init__(self, initial, on_update)
        self.sid = sid
        self.new = new


class RedisSessionInterface(SessionInterface):
    """
    Keeps the data in Redis and gives the browser a random id.

    :param redis: a client of the redis distribution.
    :param prefix: what the keys begin with. Applications that share a Redis
        need different ones.
    :param lifetime: how long Redis keeps a session that is not permanent, and
        whose cookie ends with the browser.
    """

    def __init__(self, redis, prefix="session:", lifetime=timedelta(days=31)):
        self.redis = redis
        self.prefix = prefix
        self.lifetime = lifetime

    def open_session(self, app, request):
        sid = request.cookies.get(self.get_cookie_name(app))
        stored = self.redis.get(self.prefix + sid) if sid else None
        if stored is None:
            # A new id, and not the one that came. Else an attacker could make
            # a victim log in with an id that both know.
            sid = binascii.hexlify(os.urandom(16)).decode("ascii")
            return RedisSession(sid, new=True)
        # JSON and not pickle: who can write to Redis should not run code here.
        return RedisSession(sid, json.loads(stored.decode("utf-8")))

    def save_session(self, app, session, response):
        name = self.get_cookie_name(app)
        attributes = {
            "domain": self.get_cookie_domain(app),
            "path": self.get_cookie_path(app),
            "secure": self.get_cookie_secure(app),
            "httponly": self.get_cookie_httponly(app),
            "samesite": self.get_cookie_samesite(app),
            "partitioned": self.get_cookie_partitioned(app),
        }

        # Even a look makes the response this browser's own.
        if session.accessed:
            response.vary.add("Cookie")

        if not session:
            if session.modified:
                self.redis.delete(self.prefix + session.sid)
                response.delete_cookie(name, **attributes)
                response.vary.add("Cookie")
            return

        if not self.should_set_cookie(app, session):
            return

        expires = self.get_expiration_time(app, session)
        lifetime = expires - datetime.now(UTC) if expires else self.lifetime
        self.redis.set(
            self.prefix + session.sid,
            json.dumps(dict(session)),
            ex=max(1, int(lifetime.total_seconds())),
        )
        response.set_cookie(name, session.sid, expires=expires, **attributes)
        response.vary.add("Cookie")
