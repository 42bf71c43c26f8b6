"""
``before_first_request`` and ``before_app_first_request``.
"""

import threading

import flask

from ...features import has
from ..restorations import Attribute

PATH = "flask.Flask.before_first_request"


def restorations(bridge):
    """Return what this Flask lacks."""
    if has(PATH):
        return []
    blueprint = lambda self: _of_blueprint(bridge, self)  # noqa: E731
    return [
        Attribute(flask.Flask, "before_first_request", PATH, get=lambda app: _of(bridge, app).add),
        Attribute(
            flask.Flask, "before_first_request_funcs", PATH,
            get=lambda app: _of(bridge, app).functions,
        ),
        Attribute(flask.Blueprint, "before_app_first_request", PATH, get=blueprint),
    ]


def _of(bridge, app):
    """Return what runs before the first request of an application."""
    functions = app.before_request_funcs.setdefault(None, [])
    for found in functions:
        if isinstance(found, _First):
            return found
    first = _First(app)
    functions.insert(0, first)
    bridge.later(app, _forget, first)
    return first


def _forget(app, first):
    functions = app.before_request_funcs.get(None, [])
    if first in functions:
        functions.remove(first)


def _of_blueprint(bridge, blueprint):
    def add(function):
        blueprint.record_once(lambda state: _of(bridge, state.app).add(function))
        return function

    return add


class _First(object):
    """Comes before all other functions, and calls its own once."""

    def __init__(self, app):
        self.functions = []
        self._app = app
        self._lock = threading.Lock()

    def add(self, function):
        """Have a function called before the first request."""
        self.functions.append(function)
        return function

    def __call__(self):
        if not self.functions:
            return
        with self._lock:
            while self.functions:
                self._app.ensure_sync(self.functions.pop(0))()
