"""
``flask.json.JSONEncoder`` and ``JSONDecoder``, and the application's own.
"""

from __future__ import absolute_import

import json

import flask
import flask.json

from ...features import has
from ..restorations import Attribute, Names


class JSONEncoder(json.JSONEncoder):
    """Knows the types that Flask's JSON knows."""

    def default(self, o):
        from flask.json.provider import DefaultJSONProvider

        return DefaultJSONProvider.default(o)


class JSONDecoder(json.JSONDecoder):
    """Python's own."""


def restorations(bridge):
    """Return what this Flask lacks."""
    found = []
    if not has("flask.json.JSONEncoder"):
        found.append(Names("flask.json", {
            "JSONEncoder": lambda: JSONEncoder, "JSONDecoder": lambda: JSONDecoder,
        }))
    for name, default in (("json_encoder", JSONEncoder), ("json_decoder", JSONDecoder)):
        if not has("flask.Flask." + name):
            found.append(_attribute(bridge, name, default))
    return found


def _attribute(bridge, name, default):
    def assign(app, cls):
        vars(app)[name] = cls
        _shape(bridge, app)

    return Attribute(
        flask.Flask,
        name,
        "flask.Flask." + name,
        get=lambda app: default,
        set=assign,
        unbound=lambda: default,
    )


def _shape(bridge, app):
    """Let the application's JSON be made and read by the classes it was given."""
    provider = app.json
    former = type(provider)
    if not issubclass(former, _Shaped):
        provider.__class__ = type(former.__name__, (_Shaped, former), {})
        bridge.later(provider, setattr, "__class__", former)


class _Shaped(object):
    """Mixed in before the class of a JSON provider."""

    def dumps(self, obj, **kwargs):
        cls = vars(self._app).get("json_encoder")
        if cls is None or "cls" in kwargs:
            return super(_Shaped, self).dumps(obj, **kwargs)
        kwargs.setdefault("ensure_ascii", getattr(self, "ensure_ascii", True))
        kwargs.setdefault("sort_keys", getattr(self, "sort_keys", True))
        return json.dumps(obj, cls=cls, **kwargs)

    def loads(self, s, **kwargs):
        cls = vars(self._app).get("json_decoder")
        if cls is not None:
            kwargs.setdefault("cls", cls)
        return super(_Shaped, self).loads(s, **kwargs)
