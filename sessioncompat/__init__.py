"""
One session API for every Flask, 0.1 to main.

Write a session interface to today's Flask, give it to an application with
:func:`init_extension`, and it runs on any Flask. Each class here is Flask's
own wherever the installed Flask lacks nothing.
"""

import sys

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

if sys.version_info >= (3, 7):

    def __getattr__(name):
        # Few need these, and importing sessioncompat is to cost next to nothing.
        if name not in ("fork_session", "get_session", "set_session"):
            raise AttributeError("module %r has no attribute %r" % (__name__, name))
        from . import context

        return getattr(context, name)

else:
    from .context import fork_session, get_session, set_session

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
