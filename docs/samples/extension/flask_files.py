"""Flask-Files: sessions in the files of a folder."""

import json
import os
import uuid
from collections import MutableMapping

from flask.helpers import total_seconds
from flask.sessions import SessionInterface, SessionMixin


class FileSession(MutableMapping, SessionMixin):
    def __init__(self, sid, data):
        self.sid, self.data = sid, data

    def __getitem__(self, key):
        return self.data[key]

    def __setitem__(self, key, value):
        self.data[key] = value

    def __delitem__(self, key):
        del self.data[key]

    def __iter__(self):
        return iter(self.data)

    def __len__(self):
        return len(self.data)


class FileSessionInterface(SessionInterface):
    def __init__(self, folder):
        self.folder = folder

    def open_session(self, app, request):
        sid = request.cookies.get(app.session_cookie_name) or uuid.uuid4().hex
        path = os.path.join(self.folder, sid)
        data = json.load(open(path)) if os.path.exists(path) else {}
        return FileSession(sid, data)

    def save_session(self, app, session, response):
        with open(os.path.join(self.folder, session.sid), "w") as file:
            json.dump(dict(session), file)
        lifetime = total_seconds(app.permanent_session_lifetime)
        response.set_cookie(app.session_cookie_name, session.sid, max_age=lifetime)


class Files(object):
    def init_app(self, app, folder):
        app.session_interface = FileSessionInterface(folder)
