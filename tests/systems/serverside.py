"""
Sessions that stay on the server: an interface written to today's Flask and to nothing else.
"""

import json
import uuid
from datetime import datetime, timedelta

from sessioncompat import UTC, CallbackDict, SessionInterface, SessionMixin
from sessioncompat.memory import MemorySessionInterface


class ServerSideSession(CallbackDict, SessionMixin):
    """A session that knows the id of its record in the store."""

    def __init__(self, initial=None, sid=None):
        def on_update(self):
            self.modified = True

        CallbackDict.__init__(self, initial, on_update)
        self.sid = sid or uuid.uuid4().hex
        self.new = initial is None
        self.modified = False


class ServerSideSessions(SessionInterface):
    """Keeps each session in a store; only its id is in the cookie."""

    def __init__(self, store):
        self.store = store

    def open_session(self, app, request):
        sid = request.cookies.get(self.get_cookie_name(app))
        data = self.store.load(sid) if sid else None
        # Never an id that the store has not given out: anybody can send one.
        return ServerSideSession() if data is None else ServerSideSession(data, sid)

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
        if session.accessed:
            response.vary.add("Cookie")
        if not session:
            if session.modified:
                self.store.delete(session.sid)
                response.delete_cookie(name, **attributes)
                response.vary.add("Cookie")
            return
        if session.modified:
            self.store.save(session.sid, dict(session))
        if self.should_set_cookie(app, session):
            expires = self.get_expiration_time(app, session)
            response.set_cookie(name, session.sid, expires=expires, **attributes)
            response.vary.add("Cookie")


class InMemory(object):
    """The records of the interface that comes with the shim."""

    def __init__(self):
        self.interface = MemorySessionInterface()

    def load(self, sid):
        return self.interface.load(sid)

    def save(self, sid, data):
        self.interface.store(sid, data, datetime.now(UTC) + timedelta(days=1))

    def __len__(self):
        return len(self.interface.records)


class InRedis(object):
    """Records that the interface of this file keeps in Redis."""

    def __init__(self, redis):
        self.redis = redis
        self.interface = ServerSideSessions(self)

    def load(self, sid):
        record = self.redis.get("session:" + sid)
        return None if record is None else json.loads(record.decode("utf-8"))

    def save(self, sid, data):
        self.redis.set("session:" + sid, json.dumps(data))

    def delete(self, sid):
        self.redis.delete("session:" + sid)

    def __len__(self):
        return self.redis.dbsize()
