"""
Names of Flask that are no session code: ``flask._compat``, ``safe_join``, ``signals_available`` and so on.
"""

from __future__ import absolute_import

import flask

from ...features import has
from ..facts import neighbour
from ..imports import Modules
from ..neighbours import moved, names
from ..restorations import Attribute, Names
from . import werkzeug as old_werkzeug


def restorations(bridge):
    """Return what this Flask lacks."""
    found = []
    for module in sorted(_NAMES):
        found += names(module, _NAMES[module])
    if not has("flask.__version__"):
        found.append(Names("flask", {"__version__": _version}))
    if not _has_compat():
        found.append(Modules({"flask._compat": old_werkzeug._compat}, _compat_row))
    for name in sorted(_ATTRIBUTES):
        if not hasattr(flask.Flask, name):
            path = neighbour("flask.Flask." + name, _ATTRIBUTES[name][1])
            found.append(Attribute(flask.Flask, name, path, get=_ATTRIBUTES[name][0]))
    return found


def _has_compat():
    try:
        import flask._compat  # noqa: F401
    except ImportError:
        return False
    return True


def _compat_row(name):
    return neighbour(name, "what Python 3 has")


def _version():
    from importlib.metadata import version

    return version("flask")


def locked_cached_property(function):
    """A property that is worked out once."""
    from werkzeug.utils import cached_property

    return cached_property(function)


def safe_join(directory, *names):
    """Join paths, and answer 404 for one that leads out."""
    from werkzeug.exceptions import NotFound
    from werkzeug.security import safe_join

    found = safe_join(directory, *names)
    if found is None:
        raise NotFound()
    return found


def _lookup_req_object(name):
    return getattr(_running("request", name), name)


def _lookup_app_object(name):
    return getattr(_running("app", name), name)


def _running(kind, name):
    from flask import globals as context_globals

    context = getattr(context_globals, kind + "_ctx", None) or context_globals.app_ctx
    return context._get_current_object()


_JOIN = (safe_join, "werkzeug.utils.safe_join")
_NAMES = {
    "flask": {
        "safe_join": _JOIN,
        "signals_available": (True, "nothing: signals are always available"),
        "json_available": (True, "nothing: JSON is always available"),
    },
    "flask.helpers": dict(
        {
            "safe_join": _JOIN,
            "locked_cached_property": (
                locked_cached_property, "werkzeug.utils.cached_property",
            ),
            "json": ("flask:json", "flask.json"),
        },
        **moved("flask", "json", "Request", "current_app", "request", "session")
    ),
    "flask.signals": {"signals_available": (True, "nothing: signals are always available")},
    "flask.globals": {
        "_lookup_req_object": (_lookup_req_object, "flask.globals.request_ctx"),
        "_lookup_app_object": (_lookup_app_object, "flask.globals.app_ctx"),
        "_request_ctx_err_msg": ("Working outside of request context.", "a text of your own"),
        "_app_ctx_err_msg": ("Working outside of application context.", "a text of your own"),
        "_find_app": (lambda: flask.current_app._get_current_object(), "flask.current_app"),
    },
}
_ATTRIBUTES = {
    "env": (lambda app: app.config.get("ENV", "production"), "app.debug"),
    "propagate_exceptions": (
        lambda app: app.config["PROPAGATE_EXCEPTIONS"] or app.testing or app.debug,
        "app.config['PROPAGATE_EXCEPTIONS']",
    ),
    "preserve_context_on_exception": (lambda app: False, "nothing"),
    "got_first_request": (lambda app: app._got_first_request, "nothing"),
    "send_file_max_age_default": (
        lambda app: app.config["SEND_FILE_MAX_AGE_DEFAULT"],
        "app.config['SEND_FILE_MAX_AGE_DEFAULT']",
    ),
    "use_x_sendfile": (lambda app: app.config["USE_X_SENDFILE"], "app.config['USE_X_SENDFILE']"),
    "templates_auto_reload": (
        lambda app: app.jinja_env.auto_reload, "app.config['TEMPLATES_AUTO_RELOAD']"
    ),
    "logger_name": (lambda app: app.name, "app.name"),
}
