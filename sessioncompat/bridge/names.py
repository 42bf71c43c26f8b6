"""
Names that ``flask``, ``flask.sessions`` and ``flask.helpers`` had for sessions.
"""

import flask

from .. import sessions
from ..features import has
from .contrib import OldSession
from .imports import Modules
from .restorations import Names


def restorations(bridge):
    """Return what this Flask lacks."""
    found = []
    for path, value in sorted(_NAMES.items()):
        module, _, name = path.rpartition(".")
        if not has(path):
            found.append(Names(module, {name: lambda value=value: value}))
    if not has("flask.session"):
        modules = Modules({"flask.session": _session_module}, lambda name: name)
        found.append(modules)
    return found


def total_seconds(td):
    """Return the seconds of a timedelta, whole ones only, as Flask counted them."""
    return td.days * 60 * 60 * 24 + td.seconds


def _tag(value):
    """Return what JSON can hold of a value, as the cookie has it."""
    from flask.json.tag import TaggedJSONSerializer

    return TaggedJSONSerializer().tag(value)


def _session_module():
    return {
        "Session": OldSession,
        "SecureCookieSession": OldSession,
        "_NullSession": sessions.NullSession,
        "NullSession": sessions.NullSession,
    }


_NAMES = {
    "flask.Session": OldSession,
    "flask.sessions.total_seconds": total_seconds,
    "flask.helpers.total_seconds": total_seconds,
    "flask.sessions._tag": _tag,
}
