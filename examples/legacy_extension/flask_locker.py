# -*- coding: utf-8 -*-
"""
    flask.ext.locker
    ~~~~~~~~~~~~~~~~

    Keeps sessions in a folder on the server, as extensions did in 2013.
"""

import json
import os
from collections import MutableMapping
from uuid import uuid4

from flask import _request_ctx_stack
from flask.sessions import SessionInterface, SessionMixin, total_seconds
from itsdangerous import BadSignature, Signer
from werkzeug.security import safe_str_cmp


class LockerSession(MutableMapping, SessionMixin):
    modified = False

    def __init__(self, sid, values):
        self.sid = sid
        self.values_of_user = values

    def __getitem__(self, key):
        return self.values_of_user[key]

    def __setitem__(self, key, value):
        self.values_of_user[key] = value
        self.modified = True

    def __delitem__(self, key):
        del self.values_of_user[key]
        self.modified = True

    def __iter__(self):
        return iter(self.values_of_user)

    def __len__(self):
        return len(self.values_of_user)


class LockerInterface(SessionInterface):
    def __init__(self, folder):
        self.folder = folder

    def path_of(self, sid):
        return os.path.join(self.folder, sid + '.json')

    def open_session(self, app, request):
        value = request.cookies.get(app.session_cookie_name, u'')
        try:
            sid = Signer(app.secret_key).unsign(value).decode('ascii')
            with open(self.path_of(sid)) as stream:
                return LockerSession(sid, json.load(stream))
        except (BadSignature, IOError):
            return LockerSession(uuid4().hex, {})

    def save_session(self, app, session, response):
        if not session.modified:
            return
        with open(self.path_of(session.sid), 'w') as stream:
            json.dump(dict(session), stream)
        age = total_seconds(app.permanent_session_lifetime)
        value = Signer(app.secret_key).sign(session.sid)
        response.set_cookie(app.session_cookie_name, value, max_age=age, httponly=True)


class Locker(object):
    def __init__(self, app, folder):
        app.session_interface = LockerInterface(folder)


def check_token(session, token):
    """Compare a form's token with the one in the session."""
    return safe_str_cmp(session.get('token', u''), token)


def start_over():
    """Give the visitor an empty session, so that nobody is in who was before."""
    _request_ctx_stack.top.session = LockerSession(uuid4().hex, {})
    _request_ctx_stack.top.session.modified = True
