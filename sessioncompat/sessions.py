"""
Today's session API on any Flask.

Where the installed Flask lacks nothing, each class here is Flask's own. Where
it lacks something, the class derives from Flask's own and adds only that, so
that an ``isinstance`` check anywhere keeps its answer. Flask before 0.8 has no
session interfaces: :mod:`sessioncompat._before_0_8` is to it what
``flask.sessions`` was to 0.8, and the same branches bring both up to date.
"""

from datetime import timedelta, tzinfo

from werkzeug.datastructures import CallbackDict

from .features import config_of
from .features import has_name as has

if has("flask.sessions.SessionInterface"):
    # Not `from flask import sessions`, which would bind it for importers too.
    import flask.sessions as native
else:
    from . import _before_0_8 as native

__all__ = [
    "CallbackDict",
    "NullSession",
    "SecureCookieSession",
    "SessionInterface",
    "SessionMixin",
    "UTC",
]

try:
    from datetime import timezone
except ImportError:

    class _UTC(tzinfo):
        """Coordinated Universal Time, which Python 2 does not bring."""

        def utcoffset(self, moment):
            return timedelta(0)

        dst = utcoffset

        def tzname(self, moment):
            return "UTC"

        def __repr__(self):
            return "sessioncompat.UTC"

    UTC = _UTC()
else:
    UTC = timezone.utc


if has("flask.sessions.SessionMixin.accessed"):
    SessionMixin = native.SessionMixin
    SecureCookieSession = native.SecureCookieSession
    NullSession = native.NullSession
else:
    try:
        from collections.abc import MutableMapping
    except ImportError:
        from collections import MutableMapping

    class SessionMixin(native.SessionMixin, MutableMapping):
        """
        What every session has besides its data.

        A ``MutableMapping``, as in Flask 1.0 and later, so that a subclass
        need only define the five methods of one. Put the class that holds the
        data first: ``class Session(dict, SessionMixin)``.
        """

        #: Whether anybody looked at the session, be it only with ``in``. A
        #: response that depends on it must say ``Vary: Cookie``. True where
        #: nobody watches, as in Flask 1.0 to 3.1.2: a look must not be missed.
        accessed = True

    # Flask's own sessions are sessions, though they know nothing of this class.
    SessionMixin.register(native.SecureCookieSession)

    class SecureCookieSession(native.SecureCookieSession, SessionMixin):
        """
        A dict that notices changes.

        Called with the initial data, as in Flask 0.10 and later, on every Flask.
        """

        if has("flask.sessions.SecureCookieSession.load_cookie"):

            def __init__(self, initial=None, secret_key=None, new=False):
                # Past SecureCookie's own __init__, which from Werkzeug 0.15
                # warns of pickles that nobody here writes. The key and `new`
                # are what its load_cookie passes.
                super(native.SecureCookieSession.__mro__[1], self).__init__(initial or ())
                self.secret_key = secret_key
                self.new = new

            def copy(self):
                """Return the data in a plain dict. SecureCookie's own copy fails."""
                return dict(self)

            def __copy__(self):
                return type(self)(self)

    class NullSession(native.NullSession, SecureCookieSession):
        """
        The session where none can be had.

        It reads as empty and answers every change with a RuntimeError that
        says what is missing.
        """


if has("flask.sessions.SessionInterface.get_cookie_partitioned"):
    SessionInterface = native.SessionInterface
else:

    class SessionInterface(native.SessionInterface):
        """
        What opens and saves the sessions of an application.

        Define :meth:`open_session` and :meth:`save_session` and pass an
        instance to :func:`sessioncompat.init_extension`. The other methods
        are helpers for those two, with the defaults of today's Flask.
        """

        if NullSession is not native.NullSession:
            null_session_class = NullSession

            def is_null_session(self, obj):
                """
                Say whether a session is one that cannot be saved.

                Flask's own null session is one too, whoever made it.
                """
                return isinstance(obj, (self.null_session_class, native.NullSession))

        if not has("flask.sessions.SessionInterface.pickle_based"):
            #: Whether sessions may hold anything that can be pickled.
            pickle_based = False

        if not has("flask.sessions.SessionInterface.get_cookie_name"):

            def get_cookie_name(self, app):
                """The name of the session cookie, ``SESSION_COOKIE_NAME``."""
                # Flask before 2.0 reads the attribute, which may be overridden.
                return app.session_cookie_name

        if not has("flask.sessions.SessionInterface.get_cookie_samesite"):

            def get_cookie_samesite(self, app):
                """The ``SameSite`` of the cookie, ``SESSION_COOKIE_SAMESITE``."""
                return config_of(app).get("SESSION_COOKIE_SAMESITE")

        def get_cookie_partitioned(self, app):
            """Whether the cookie is ``Partitioned``, ``SESSION_COOKIE_PARTITIONED``."""
            return config_of(app).get("SESSION_COOKIE_PARTITIONED", False)

        def get_expiration_time(self, app, session):
            """
            When a permanent session ends, or None for any other.

            Always an aware datetime in UTC, as in Flask 2.2 and later. Flask
            before 2.2 gave a naive one, which cannot be compared with it.
            """
            expires = super(SessionInterface, self).get_expiration_time(app, session)
            if expires is not None and expires.tzinfo is None:
                return expires.replace(tzinfo=UTC)
            return expires

        if not has("flask.sessions.SessionInterface.should_set_cookie"):

            def should_set_cookie(self, app, session):
                """
                Say whether the response needs a ``Set-Cookie``.

                It does if the session was modified, or if it is permanent and
                ``SESSION_REFRESH_EACH_REQUEST`` is not switched off.
                """
                return session.modified or (
                    session.permanent
                    and config_of(app).get("SESSION_REFRESH_EACH_REQUEST", True)
                )
