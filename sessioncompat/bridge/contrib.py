"""
``werkzeug.contrib``: the secure cookie, sessions on the server, and caches.

They were made of pickles, which whoever learns the secret key, or can write a
file, may turn into code. Here they hold the tagged JSON of Flask's own cookie,
no cookie is unpickled, and the files of a session store are read by the reader
of pickles that cannot call anything.
"""

import base64
import hashlib
import hmac
import logging
import os
import tempfile
import time
from datetime import datetime

from .. import sessions
from ..cookies.pickles import PickleRefused, read_pickle
from ..cookies.tagged import TaggedJSON
from ..features import has
from .imports import Modules

try:
    from urllib.parse import quote_plus, unquote_plus
except ImportError:
    from urllib import quote_plus, unquote_plus

log = logging.getLogger("sessioncompat.bridge")

_PICKLES = frozenset(["pickle", "cPickle", "_pickle", "dill", "cloudpickle"])
_JSON = TaggedJSON()


class UnquoteError(Exception):
    """A value that cannot be read."""


class PickledCookieRefused(TypeError):
    """A cookie was to be pickled, which the bridge does not bring back."""


class ModificationTrackingDict(sessions.CallbackDict):
    """A dict that notices changes."""

    modified = False

    def __init__(self, *args, **kwargs):
        def on_update(self):
            self.modified = True

        sessions.CallbackDict.__init__(self, dict(*args, **kwargs), on_update)

    def copy(self):
        """Return another with the same data."""
        return type(self)(self)

    __copy__ = copy


class SecureCookie(ModificationTrackingDict):
    """
    A dict that is kept in a signed cookie.

    As Werkzeug had it, but for the pickles: what is written is JSON in the
    same frame, and a value that is anything else is not read.
    """

    hash_method = staticmethod(hashlib.sha1)
    serialization_method = _JSON
    quote_base64 = True

    def __init__(self, data=None, secret_key=None, new=True):
        ModificationTrackingDict.__init__(self, data or ())
        self.secret_key = _bytes(secret_key) if secret_key is not None else None
        self.new = new

    def __repr__(self):
        star = "*" if self.should_save else ""
        return "<%s %s%s>" % (type(self).__name__, dict.__repr__(self), star)

    @property
    def should_save(self):
        """Whether it was changed."""
        return self.modified

    @classmethod
    def quote(cls, value):
        """Return a value as the cookie has it."""
        method = cls.serialization_method
        if getattr(method, "__name__", "") in _PICKLES:
            raise PickledCookieRefused(
                "%s.serialization_method is %s, and the bridge writes no pickled cookies: whoever"
                " learns the secret key could run code. Set it to the module json."
                % (cls.__name__, method.__name__)
            )
        if method is not None:
            value = _bytes(method.dumps(value))
        return base64.b64encode(value) if cls.quote_base64 else value

    @classmethod
    def unquote(cls, value):
        """Return the value, or raise UnquoteError."""
        method = cls.serialization_method
        if getattr(method, "__name__", "") in _PICKLES:
            method = _JSON
        try:
            if cls.quote_base64:
                value = base64.b64decode(value)
            return value if method is None else method.loads(value.decode("utf-8"))
        except Exception:
            # Whatever a serializer raises. It may quote the cookie.
            pass
        raise UnquoteError()

    def serialize(self, expires=None):
        """Return the cookie's value, as bytes."""
        if self.secret_key is None:
            raise RuntimeError("%s has no secret key. Pass one." % type(self).__name__)
        data = dict(self)
        if expires:
            data["_expires"] = _timestamp(expires)
        items = [
            quote_plus(key).encode("ascii") + b"=" + self.quote(data[key]) for key in sorted(data)
        ]
        return base64.b64encode(self._sign(items, self.secret_key)) + b"?" + b"&".join(items)

    @classmethod
    def _sign(cls, items, secret_key):
        message = b"".join(b"|" + item for item in items)
        return hmac.new(secret_key, message, cls.hash_method).digest()

    @classmethod
    def unserialize(cls, string, secret_key):
        """Return the session that is in a cookie's value, or an empty one."""
        secret_key = _bytes(secret_key)
        signature, _, data = _bytes(string).partition(b"?")
        items = data.split(b"&") if data else []
        expected = base64.b64encode(cls._sign(items, secret_key))
        found = {}
        if hmac.compare_digest(expected, signature):
            try:
                for item in items:
                    key, _, value = item.partition(b"=")
                    found[unquote_plus(key.decode("ascii"))] = cls.unquote(value)
            except (UnquoteError, UnicodeError):
                log.warning("Refused a cookie. It is no JSON, though an own key signed it.")
                found = {}
        expires = found.pop("_expires", None)
        if expires is not None and not time.time() <= expires:
            found = {}
        return cls(found, secret_key, False)

    @classmethod
    def load_cookie(cls, request, key="session", secret_key=None):
        """Return the session that came with a request, or an empty one."""
        value = request.cookies.get(key)
        return cls.unserialize(value, secret_key) if value else cls(secret_key=secret_key)

    def save_cookie(
        self,
        response,
        key="session",
        expires=None,
        session_expires=None,
        max_age=None,
        path="/",
        domain=None,
        secure=None,
        httponly=False,
        force=False,
    ):
        """Send it with a response, if it was changed."""
        if not force and not self.should_save:
            return
        response.set_cookie(
            key,
            self.serialize(session_expires or expires).decode("ascii"),
            expires=expires,
            max_age=max_age,
            path=path,
            domain=domain,
            secure=bool(secure),
            httponly=httponly,
        )


class _OldSessionType(type(sessions.SecureCookieSession)):
    def __instancecheck__(cls, obj):
        return isinstance(obj, sessions.SecureCookieSession)


class _OldSession(SecureCookie, sessions.SecureCookieSession):
    def __init__(self, data=None, secret_key=None, new=True):
        SecureCookie.__init__(self, data, secret_key, new)


#: ``flask.Session``: what a session was made of until Flask 0.9, and a name of
#: its class until 1.0. Every session in a cookie is one.
OldSession = _OldSessionType(
    "Session",
    (_OldSession,),
    {"__doc__": _OldSession.__doc__, "__module__": __name__, "modified": False},
)


class Session(ModificationTrackingDict):
    """A session on the server, with the id that its cookie has."""

    def __init__(self, data, sid, new=False):
        ModificationTrackingDict.__init__(self, data)
        self.sid = sid
        self.new = new

    @property
    def should_save(self):
        """Whether it was changed."""
        return self.modified

    def copy(self):
        """Return another with the same data."""
        return type(self)(self, self.sid, self.new)

    __copy__ = copy


class SessionStore(object):
    """Where sessions are kept. Its methods are for a subclass to fill."""

    def __init__(self, session_class=None):
        self.session_class = session_class or Session

    def is_valid_key(self, key):
        """Say whether something could be an id."""
        return len(key) == 40 and all(letter in "0123456789abcdef" for letter in key)

    def generate_key(self, salt=None):
        """Return an id that nobody can guess."""
        return hashlib.sha1(os.urandom(30)).hexdigest()

    def new(self):
        """Return an empty session."""
        return self.session_class({}, self.generate_key(), True)

    def save(self, session):
        """Keep a session."""

    def save_if_modified(self, session):
        """Keep a session if it was changed."""
        if session.should_save:
            self.save(session)

    def delete(self, session):
        """Forget a session."""

    def get(self, sid):
        """Return the session of an id, or a new one."""
        return self.session_class({}, sid, True)


class FilesystemSessionStore(SessionStore):
    """Keeps each session in a file, as JSON."""

    def __init__(
        self,
        path=None,
        filename_template="werkzeug_%s.sess",
        session_class=None,
        renew_missing=False,
        mode=0o644,
    ):
        SessionStore.__init__(self, session_class)
        self.path = path or tempfile.gettempdir()
        self.filename_template = filename_template
        self.renew_missing = renew_missing
        self.mode = mode

    def get_session_filename(self, sid):
        """Return the path of a session's file."""
        return os.path.join(self.path, self.filename_template % sid)

    def save(self, session):
        """Write the file beside the old one, and put it in its place."""
        handle, name = tempfile.mkstemp(suffix=".__wz_sess", dir=self.path)
        with os.fdopen(handle, "wb") as stream:
            stream.write(_bytes(_JSON.dumps(dict(session))))
        os.chmod(name, self.mode)
        os.rename(name, self.get_session_filename(session.sid))

    def delete(self, session):
        """Remove the file."""
        try:
            os.unlink(self.get_session_filename(session.sid))
        except OSError:
            pass

    def get(self, sid):
        """Read the file, also one that Werkzeug has pickled."""
        if not self.is_valid_key(sid):
            return self.new()
        try:
            with open(self.get_session_filename(sid), "rb") as stream:
                data = _read(stream.read())
        except (IOError, OSError):
            if self.renew_missing:
                return self.new()
            data = {}
        return self.session_class(data, sid, False)

    def list(self):
        """Return the ids of all sessions."""
        before, _, after = self.filename_template.partition("%s")
        names = os.listdir(self.path)
        return [
            name[len(before) : len(name) - len(after)]
            for name in names
            if name.startswith(before) and name.endswith(after)
        ]


def _read(data):
    try:
        if data[:1] == b"{":
            return dict(_JSON.loads(data.decode("utf-8")))
        return dict(read_pickle(data))
    except PickleRefused as refused:
        reason = str(refused)
    except (ValueError, TypeError):
        # What these say may quote the session.
        reason = "It holds no session."
    log.warning("Refused a file of a session store. %s", reason)
    return {}


def _bytes(text):
    return text if isinstance(text, bytes) else text.encode("utf-8")


def _timestamp(moment):
    if isinstance(moment, datetime):
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=sessions.UTC)
        return int((moment - datetime(1970, 1, 1, tzinfo=sessions.UTC)).total_seconds())
    return int(moment)


def _securecookie():
    return {"SecureCookie": SecureCookie, "UnquoteError": UnquoteError}


def _sessions():
    names = (ModificationTrackingDict, Session, SessionStore, FilesystemSessionStore)
    return {cls.__name__: cls for cls in names}


def _cache():
    try:
        import cachelib
    except ImportError:
        raise ImportError(
            "werkzeug.contrib.cache is gone, and became the distribution cachelib, with which the"
            " bridge brings it back. Install it: python -m pip install cachelib"
        )
    return {name: getattr(cachelib, name) for name in dir(cachelib) if "Cache" in name}


_CONTENTS = {
    "werkzeug.contrib": dict,
    "werkzeug.contrib.securecookie": _securecookie,
    "werkzeug.contrib.sessions": _sessions,
    "werkzeug.contrib.cache": _cache,
}


def _row(name):
    return "werkzeug.contrib.sessions" if name == "werkzeug.contrib" else name


def restorations(bridge):
    """Return what this Werkzeug lacks."""
    if has("werkzeug.contrib.securecookie"):
        return []
    return [Modules(_CONTENTS, _row)]
