# The types are those of today's Flask: code written to them runs on any.

from datetime import tzinfo

from flask.sessions import NullSession as NullSession
from flask.sessions import SecureCookieSession as SecureCookieSession
from flask.sessions import SessionInterface as SessionInterface
from flask.sessions import SessionMixin as SessionMixin
from werkzeug.datastructures import CallbackDict as CallbackDict

__all__ = [
    "CallbackDict",
    "NullSession",
    "SecureCookieSession",
    "SessionInterface",
    "SessionMixin",
    "UTC",
]

UTC: tzinfo
