"""
Session hooks of the application, its session interface and the name of its cookie.
"""

import flask

from ..accessed import NOTICED_BY_FLASK, settle, untouched, watch
from ..completed import Completed, StandIn
from ..extension import _AdoptedInterface, _HookedInterface
from ..features import has
from ..sessions import SessionInterface
from . import uses
from .restorations import Attribute
from .scope import module_of
from .sessions import original_of, with_room

_HOOKS = ("open_session", "save_session", "make_null_session")
_ABSENT = object()


def restorations(bridge):
    """Return what this Flask lacks."""
    found = []
    if has("flask.sessions.SessionInterface.get_cookie_samesite"):
        # From 1.0 on nothing but the session interface is asked.
        found += [SessionInterfaces()] + [_hook(bridge, name) for name in _HOOKS]
    if not has("flask.Flask.session_cookie_name"):
        found.append(_CookieNames())
        found.append(Attribute(
            flask.Flask,
            "session_cookie_name",
            "flask.Flask.session_cookie_name",
            get=lambda app: app.config["SESSION_COOKIE_NAME"],
            set=lambda app, name: app.config.__setitem__("SESSION_COOKIE_NAME", name),
            assigned="session_cookie_name assigned",
        ))
    return found


def _hook(bridge, name):
    """``app.open_session`` and its like: called, assigned, or reached by ``super()``."""

    def call(app, *arguments):
        return getattr(app.session_interface, name)(app, *arguments)

    call.__name__ = name

    def bound(app):
        return call.__get__(app, type(app))

    def assign(app, hook):
        vars(app)[name] = hook
        adopt(bridge, app, {name: hook})

    if has("flask.Flask." + name):
        # Flask's own, which does the same.
        call = vars(flask.Flask)[name]
    return Attribute(
        flask.Flask,
        name,
        "flask.Flask." + name,
        get=bound,
        set=assign,
        unbound=lambda: call,
        assigned="flask.calls-hooks-of-the-app",
    )


def adopt(bridge, app, hooks):
    """Let hooks open and save the sessions of an application."""
    interface = app.session_interface
    if isinstance(interface, _AdoptedInterface):
        interface._hooks.update(hooks)
        return interface
    adopted = bridged(bridge, _AdoptedInterface(hooks, interface))
    former = vars(app).get("session_interface", _ABSENT)
    vars(app)["session_interface"] = adopted
    bridge.later(app, _give_up, former)
    return adopted


def _give_up(app, former):
    adopted = vars(app).get("session_interface")
    if not isinstance(adopted, _AdoptedInterface):
        return
    if former is _ABSENT:
        del vars(app)["session_interface"]
    else:
        vars(app)["session_interface"] = former


def bridged(bridge, interface):
    """Give an interface what it lacks on this Flask, until the bridge goes."""
    if isinstance(interface, Bridged):
        return interface
    cls = type(interface)
    try:
        if any(name in vars(interface) for name in _HOOKS):
            raise TypeError("Its own functions would hide those of a class.")
        _mix_in(interface)
    except TypeError:
        # A module, for example.
        interface = StandIn(interface)
        cls = type(interface)
        _mix_in(interface)
    bridge.later(interface, setattr, "__class__", cls)
    return interface


def _mix_in(interface):
    cls = type(interface)
    bases = (Bridged, cls)
    if not issubclass(cls, SessionInterface):
        bases += (SessionInterface,)
    interface.__class__ = type(cls)(cls.__name__, bases, {"__module__": cls.__module__})


class Bridged(Completed):
    """
    Mixed in before the class of an interface that code in scope has installed.

    Its sessions get room for what Flask writes on them, and whoever looked at
    one gets a response that says so to caches. What a response takes as a
    cookie is restored for all that is in scope.
    """

    def open_session(self, app, request):
        session = super(Completed, self).open_session(app, request)
        if session is None:
            return None
        session = with_room(session, self._opens)
        return session if NOTICED_BY_FLASK else watch(session)

    def make_null_session(self, app):
        return with_room(super(Completed, self).make_null_session(app))

    def is_null_session(self, obj):
        return untouched(super(Completed, self).is_null_session, original_of(obj))

    def save_session(self, app, session, response):
        if not NOTICED_BY_FLASK:
            settle(session)
        if getattr(session, "accessed", False) is True:
            # What was written before Flask asked for it does not say so itself.
            response.vary.add("Cookie")
        return super(Completed, self).save_session(app, original_of(session), response)

    def _opens(self):
        """Return the function that opens the sessions, to write it down."""
        if isinstance(self, _HookedInterface):
            return self._hooks.get("open_session")
        for cls in type(self).__mro__:
            if "open_session" in vars(cls) and not cls.__module__.startswith("sessioncompat"):
                return vars(cls)["open_session"]
        return None


class SessionInterfaces(object):
    """
    ``app.session_interface``, where code in scope assigns it or overrides the hooks.

    An application whose hooks are overridden is known by its class, which
    gets a ``session_interface`` of its own to find them by.
    """

    def apply(self):
        default = flask.Flask.session_interface
        self.bridge.later(default, setattr, "__class__", type(default))
        default.__class__ = _noticing(self.bridge, type(default))
        if hasattr(object, "__init_subclass__"):
            former = vars(flask.Flask).get("__init_subclass__")
            function = _on_subclass(self.bridge, former)
            self.bridge.set(flask.Flask, "__init_subclass__", classmethod(function))
            self.bridge.on_subclass.append(self.restore)

    def restore(self, cls):
        """Let a new class of applications have the hooks that it overrides."""
        default = cls.session_interface
        own = vars(cls).get("session_interface")
        if own is not None and not isinstance(own, _HookedSlot):
            default = bridged(self.bridge, own)
        if _overridden(cls):
            self.bridge.used("flask.calls-hooks-of-the-class")
            self.bridge.set(cls, "session_interface", _HookedSlot(self.bridge, default))

    def undo(self):
        """The bridge has put it back."""


def _noticing(bridge, cls):
    """
    Derive the class of an interface that notices when an application gets another.

    As an attribute of a class of applications it is asked about every
    assignment, and nothing is asked when it is read: it is a descriptor that
    has ``__set__`` and no ``__get__``. Applications read it several times in
    a request.
    """

    def __set__(self, app, interface):
        _assign(bridge, app, interface)

    namespace = {"__set__": __set__, "__delete__": _delete, "__module__": cls.__module__}
    return type(cls)(cls.__name__, (cls,), namespace)


def _assign(bridge, app, interface):
    if bridge.is_calling() and hasattr(interface, "open_session"):
        interface = bridged(bridge, interface)
    if isinstance(app.session_interface, _AdoptedInterface):
        # Hooks came first, when there were hooks.
        app.session_interface._former = interface
    else:
        vars(app)["session_interface"] = interface


def _delete(self, app):
    try:
        del vars(app)["session_interface"]
    except KeyError:
        raise AttributeError("session_interface")


class _HookedSlot(object):
    """The session interface of a class that overrides the hooks."""

    def __init__(self, bridge, default):
        self.bridge = bridge
        self.default = default

    def __get__(self, app, cls=None):
        if app is None:
            return self.default
        interface = vars(app).get("session_interface", self.default)
        if not isinstance(interface, _AdoptedInterface):
            former = vars(app).get("session_interface", _ABSENT)
            hooks = {name: getattr(app, name) for name in _overridden(type(app))}
            interface = bridged(self.bridge, _AdoptedInterface(hooks, interface))
            vars(app)["session_interface"] = interface
            self.bridge.later(app, _give_up, former)
        return interface

    def __set__(self, app, interface):
        _assign(self.bridge, app, interface)

    __delete__ = _delete


def _overridden(cls):
    """Return the names of the hooks that a class has from before Flask's."""
    before = cls.__mro__[: cls.__mro__.index(flask.Flask)]
    return [name for name in _HOOKS if any(name in vars(base) for base in before)]


def _on_subclass(bridge, former):
    """Return what looks at each new class of applications."""

    def __init_subclass__(cls, **keywords):
        if former is not None:
            former.__get__(None, cls)(**keywords)
        else:
            super(flask.Flask, cls).__init_subclass__(**keywords)
        if bridge.scope.holds(cls.__module__):
            for function in bridge.on_subclass:
                function(cls)

    return __init_subclass__


class _CookieNames(object):
    """``session_cookie_name = "sid"`` in a class of applications."""

    def apply(self):
        self.bridge.on_subclass.append(self.restore)

    def restore(self, cls):
        name = vars(cls).get("session_cookie_name")
        if isinstance(name, str):
            self.bridge.used("session_cookie_name assigned")
            config = type(cls.default_config)(cls.default_config, SESSION_COOKIE_NAME=name)
            self.bridge.set(cls, "default_config", config)

    def undo(self):
        """The bridge has put it back."""
