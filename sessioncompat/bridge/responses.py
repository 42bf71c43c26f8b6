"""
Cookies that are bytes, and the time at which a permanent session ends.
"""

import datetime
import functools
import sys
from uuid import UUID

import werkzeug.http
from flask import Response

from .. import responses as widened
from ..features import has
from ..sessions import UTC, native
from . import uses
from .hooks import Bridged
from .restorations import Overrides
from .scope import FRAMEWORK


def restorations(bridge):
    """Return what this Flask and this Werkzeug lack."""
    found = [_AnyCookie(), _WidenedCookie(), _dump_cookie(bridge)]
    if has("flask.sessions.SessionInterface.get_cookie_samesite"):
        found.append(_EitherTime())
    return found


class _AnyCookie(object):
    """``response.set_cookie(key, b"value")``, for Werkzeug since 3.0 wants text."""

    def apply(self):
        bridge = self.bridge
        owner = next(cls for cls in Response.__mro__ if "set_cookie" in vars(cls))
        todays = vars(owner)["set_cookie"]

        # Everybody's cookies come by here. By position it costs half of what keywords do.
        @functools.wraps(todays)
        def set_cookie(
            self,
            key,
            value="",
            max_age=None,
            expires=None,
            path="/",
            domain=None,
            secure=False,
            httponly=False,
            samesite=None,
            **newer
        ):
            if type(value) is not str:
                value = _text(bridge, value)
            if newer:
                given = (max_age, expires, path, domain, secure, httponly, samesite)
                return todays(self, key, value, *given, **newer)
            return todays(
                self, key, value, max_age, expires, path, domain, secure, httponly, samesite
            )

        bridge.set(owner, "set_cookie", set_cookie)

    def undo(self):
        """The bridge has put it back."""


class _WidenedCookie(object):
    """The same while a session is saved and the response takes anything: it is written down too."""

    def apply(self):
        bridge = self.bridge
        todays = widened._text
        self.bridge.set(widened, "_text", lambda value: todays(_text(bridge, value)))

    def undo(self):
        """The bridge has put it back."""


def _dump_cookie(bridge):
    """``werkzeug.http.dump_cookie(key, b"value")``."""
    todays = werkzeug.http.dump_cookie

    @functools.wraps(todays)
    def dump_cookie(key, value="", *args, **kwargs):
        if type(value) is not str:
            value = _text(bridge, value)
        return todays(key, value, *args, **kwargs)

    return Overrides("werkzeug.http", {"dump_cookie": lambda: dump_cookie})


def _text(bridge, value):
    """Return what a cookie can hold of a value that code in scope gives it."""
    if isinstance(value, bytes) and bytes is not str:
        if _is_from_scope(bridge, "werkzeug.takes-bytes-as-cookie"):
            return value.decode("latin-1")
    elif isinstance(value, UUID):
        if _is_from_scope(bridge, "werkzeug.takes-anything-as-cookie"):
            return str(value)
    return value


def _is_from_scope(bridge, path):
    """
    Say whether code in scope sets a cookie, or has Flask set one to what it made.

    An interface may leave saving to Flask's own, and make bytes of the session.
    """
    # The response asks on behalf of the code that sets it.
    if bridge.used(path, (widened.__name__,), depth=4):
        return True
    frame = sys._getframe(1)
    while frame is not None:
        if frame.f_code is Bridged.save_session.__code__:
            uses.record_function(path, _writer(frame.f_locals["self"]))
            return True
        frame = frame.f_back
    return False


def _writer(interface):
    """Return the function of an interface that makes the cookie's value, as far as one can tell."""
    for name in ("get_signing_serializer", "save_session", "open_session"):
        for cls in type(interface).__mro__:
            if name in vars(cls) and cls.__module__.partition(".")[0] not in FRAMEWORK:
                return vars(cls)[name]
    return None


class _EitherTime(object):
    """``get_expiration_time``, whose result can be compared as Flask before 2.2 had it."""

    def apply(self):
        bridge = self.bridge
        todays = native.SessionInterface.get_expiration_time

        @functools.wraps(todays)
        def get_expiration_time(self, app, session):
            expires = todays(self, app, session)
            if expires is None or expires.tzinfo is None or not bridge.is_calling():
                return expires
            return _aware(bridge, expires)

        bridge.set(native.SessionInterface, "get_expiration_time", get_expiration_time)

    def undo(self):
        """The bridge has put it back."""


class Moment(datetime.datetime):
    """An aware datetime that can also be compared with a naive one in UTC."""

    __slots__ = ("_bridge",)

    def _match(self, other):
        if isinstance(other, datetime.datetime) and other.tzinfo is None:
            self._bridge.used("flask.aware-expiration-time")
            return other.replace(tzinfo=UTC)
        return other

    def __lt__(self, other):
        return datetime.datetime.__lt__(self, self._match(other))

    def __le__(self, other):
        return datetime.datetime.__le__(self, self._match(other))

    def __gt__(self, other):
        return datetime.datetime.__gt__(self, self._match(other))

    def __ge__(self, other):
        return datetime.datetime.__ge__(self, self._match(other))

    def __eq__(self, other):
        return datetime.datetime.__eq__(self, self._match(other))

    def __ne__(self, other):
        return not self == other

    __hash__ = datetime.datetime.__hash__

    def __sub__(self, other):
        return datetime.datetime.__sub__(self, self._match(other))

    def __rsub__(self, other):
        return self._match(other) - _plain(self)

    def __reduce_ex__(self, protocol):
        # In a store it is an ordinary datetime.
        return _plain(self).__reduce_ex__(protocol)


def _aware(bridge, moment):
    found = Moment.combine(moment.date(), moment.time(), UTC)
    found._bridge = bridge
    return found


def _plain(moment):
    return datetime.datetime.combine(moment.date(), moment.timetz())
