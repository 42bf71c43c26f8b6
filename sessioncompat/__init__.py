"""
One session API for every Flask, 0.1 to main.

Write a session interface to today's Flask, give it to an application with
:func:`init_extension`, and it runs on any Flask. Each class here is Flask's
own wherever the installed Flask lacks nothing.
"""

from .context import fork_session, get_session, set_session
from .extension import adopt_hooks, init_extension, session_interface_from_hooks
from .features import has
from .sessions import (
    UTC,
    CallbackDict,
    NullSession,
    SecureCookieSession,
    SessionInterface,
    SessionMixin,
)

__version__ = "0.1.0"

__all__ = [
    "CallbackDict",
    "NullSession",
    "SecureCookieSession",
    "SessionInterface",
    "SessionMixin",
    "UTC",
    "adopt_hooks",
    "fork_session",
    "get_session",
    "has",
    "init_extension",
    "session_interface_from_hooks",
    "set_session",
]
