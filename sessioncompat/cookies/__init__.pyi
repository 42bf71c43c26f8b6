from .harden import harden as harden
from .hardened import SecureCookieSessionInterface as SecureCookieSessionInterface
from .pickles import Limits as Limits
from .pickles import PickleRefused as PickleRefused
from .pickles import read_pickle as read_pickle
from .signing import CookieRefused as CookieRefused
from .stores import read_stored_pickles as read_stored_pickles
from .tagged import CannotBeStored as CannotBeStored

__all__ = [
    "CannotBeStored",
    "CookieRefused",
    "Limits",
    "PickleRefused",
    "SecureCookieSessionInterface",
    "harden",
    "read_pickle",
    "read_stored_pickles",
]
