"""Flask-Files: sessions in the files of a folder."""

import json
import os
import re
import time
import uuid
from datetime import datetime, timedelta

from sessioncompat import UTC, CallbackDict, SessionInterface, SessionMixin, init_extension


class FileSession(CallbackDict, SessionMixin):
    modified = False

    def __init__(self, sid, initial=None):
        def on_update(self):
            self.modified = True

        CallbackDict.__init__(self, initial, on_update)
        self.sid = sid


class FileSessionInterface(SessionInterface):
    def __init__(self, folder):
        self.folder = folder

    def open_session(self, app, request):
        sid = request.cookies.get(self.get_cookie_name(app), "")
        data = self.load(sid)
        if data is None:
            # Not the id that came: whoever made it up would know it.
            return FileSession(uuid.uuid4().hex)
        return FileSession(sid, data)

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
        if not session and session.modified:
            self.delete(session.sid)
            response.delete_cookie(name, **attributes)
            response.vary.add("Cookie")
        elif session and self.should_set_cookie(app, session):
            expires = self.get_expiration_time(app, session)
            self.store(session, expires or datetime.now(UTC) + timedelta(days=31))
            response.set_cookie(name, session.sid, expires=expires, **attributes)
            response.vary.add("Cookie")

    def path(self, sid):
        return os.path.join(self.folder, sid)

    def load(self, sid):
        # Only what open_session makes: "../" is no id.
        if not re.match("[0-9a-f]{32}$", sid) or not os.path.exists(self.path(sid)):
            return None
        with open(self.path(sid)) as file:
            record = json.load(file)
        return record["data"] if time.time() < record["ends"] else None

    def store(self, session, ends):
        ends = (ends - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()
        with open(self.path(session.sid), "w") as file:
            json.dump({"data": dict(session), "ends": ends}, file)

    def delete(self, sid):
        if os.path.exists(self.path(sid)):
            os.remove(self.path(sid))


class Files(object):
    def init_app(self, app, folder):
        init_extension(app, FileSessionInterface(folder))
