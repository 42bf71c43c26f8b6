"""
Cookie sessions as safe as today's, on every Flask, that read what older Flasks wrote.
"""

from .harden import harden
from .hardened import SecureCookieSessionInterface
from .pickles import Limits, PickleRefused, read_pickle
from .signing import CookieRefused
from .stores import keep_stored_sessions, read_stored_pickles
from .tagged import CannotBeStored

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
