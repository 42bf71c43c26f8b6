from .harden import harden as harden
from .hardened import SecureCookieSessionInterface as SecureCookieSessionInterface
from .pickles import Limits as Limits
from .pickles import PickleRefused as PickleRefused
from .pickles import read_pickle as read_pickle
from .signing import CookieRefused as CookieRefused
from .stores import keep_stored_sessions as keep_stored_sessions
from .stores import read_stored_pickles as read_stored_pickles
from .tagged import CannotBeStored as CannotBeStored

__all__ = [
    "CannotBeStored",
    "CookieRefused",
    "Limits",
    "PickleRefused",
    "SecureCookieSessionInterface",
    "harden",
    "keep_stored_sessions",
    "read_pickle",
    "read_stored_pickles",
]
