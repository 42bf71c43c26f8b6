"""
One session API for every Flask, 0.1 to main.

Write a session interface to today's Flask, give it to an application with
:func:`init_extension`, and it runs on any Flask. Each class here is Flask's
own wherever the installed Flask lacks nothing.
"""

import sys

__version__ = "0.1.0"

__all__ = [
    "CallbackDict",
    "NullSession",
    "SecureCookieSession",
    "SecureCookieSessionInterface",
    "SessionInterface",
    "SessionMixin",
    "UTC",
    "adopt_hooks",
    "fork_session",
    "get_session",
    "harden",
    "has",
    "init_extension",
    "session_interface_from_hooks",
    "set_session",
]

if sys.version_info >= (3, 7):
    # Imported when they are asked for: the lint is in this package as well,
    # and neither imports Flask nor needs one.
    _HOMES = {
        "SecureCookieSessionInterface": "cookies",
        "adopt_hooks": "extension",
        "fork_session": "context",
        "get_session": "context",
        "harden": "cookies",
        "has": "features",
        "init_extension": "extension",
        "session_interface_from_hooks": "extension",
        "set_session": "context",
    }

    def __getattr__(name):
        if name not in __all__:
            raise AttributeError("module %r has no attribute %r" % (__name__, name))
        from importlib import import_module

        home = import_module("." + _HOMES.get(name, "sessions"), __name__)
        value = globals()[name] = getattr(home, name)
        return value

    def __dir__():
        return sorted(set(globals()) | set(__all__))

else:
    from .context import fork_session, get_session, set_session
    from .cookies import SecureCookieSessionInterface, harden
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
