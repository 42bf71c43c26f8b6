from .context import fork_session as fork_session
from .context import get_session as get_session
from .context import set_session as set_session
from .cookies import SecureCookieSessionInterface as SecureCookieSessionInterface
from .cookies import harden as harden
from .extension import adopt_hooks as adopt_hooks
from .extension import init_extension as init_extension
from .extension import session_interface_from_hooks as session_interface_from_hooks
from .features import has as has
from .sessions import UTC as UTC
from .sessions import CallbackDict as CallbackDict
from .sessions import NullSession as NullSession
from .sessions import SecureCookieSession as SecureCookieSession
from .sessions import SessionInterface as SessionInterface
from .sessions import SessionMixin as SessionMixin

__version__: str

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
