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
    if not has("flask.Flask.json_encoder"):
        found.append(_Classes())
        for name in sorted(_CLASSES):
            found.append(_attribute(bridge, name, _CLASSES[name]))
    return found


_CLASSES = {"json_encoder": JSONEncoder, "json_decoder": JSONDecoder}


def _attribute(bridge, name, default):
    def assign(app, cls):
        vars(app)[name] = cls
        provider = app.json
        if not isinstance(provider, _Shaped):
            bridge.later(provider, setattr, "__class__", type(provider))
            provider.__class__ = _shaped(type(provider))

    return Attribute(
        flask.Flask,
        name,
        "flask.Flask." + name,
        get=lambda app: default,
        set=assign,
        unbound=lambda: default,
    )


class _Classes(object):
    """``json_encoder = Encoder`` in a class of applications."""

    def apply(self):
        self.bridge.on_subclass.append(self.restore)

    def restore(self, cls):
        for name in sorted(_CLASSES):
            if name in vars(cls) and self.bridge.used("flask.Flask." + name):
                shaped = _shaped(cls.json_provider_class)
                self.bridge.set(cls, "json_provider_class", shaped)

    def undo(self):
        """The bridge has put it back."""


def _shaped(provider_class):
    if issubclass(provider_class, _Shaped):
        return provider_class
    return type(provider_class.__name__, (_Shaped, provider_class), {})


class _Shaped(object):
    """Mixed in before the class of a JSON provider."""

    def dumps(self, obj, **kwargs):
        cls = self._own("json_encoder")
        if cls is None or "cls" in kwargs:
            return super(_Shaped, self).dumps(obj, **kwargs)
        kwargs.setdefault("ensure_ascii", getattr(self, "ensure_ascii", True))
        kwargs.setdefault("sort_keys", getattr(self, "sort_keys", True))
        return json.dumps(obj, cls=cls, **kwargs)

    def loads(self, s, **kwargs):
        cls = self._own("json_decoder")
        if cls is not None:
            kwargs.setdefault("cls", cls)
        return super(_Shaped, self).loads(s, **kwargs)

    def _own(self, name):
        """Return what the application was given, or None."""
        # Through a weak proxy, whose type is another.
        for owner in (self._app,) + self._app.__class__.__mro__:
            if owner is flask.Flask:
                return None
            if name in vars(owner):
                return vars(owner)[name]
