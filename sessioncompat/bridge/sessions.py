"""
Session objects and session classes that Flask was content with.
"""

import sys

from ..accessed import is_watched
from ..sessions import SessionMixin
from . import uses

try:
    from collections.abc import MutableMapping
except ImportError:
    from collections import MutableMapping

_ATTRIBUTES = ("accessed", "modified", "new", "permanent")


class _Defaults(object):
    """What a session has besides its data, for classes that lack some of it."""

    accessed = False
    modified = True
    new = False

    @property
    def permanent(self):
        return self.get("_permanent", False)

    @permanent.setter
    def permanent(self, value):
        self["_permanent"] = bool(value)


class SessionView(SessionMixin):
    """
    Stands before a session that has no room for what Flask writes on it.

    A plain dict has none, nor has a class with ``__slots__``. Reading and
    writing goes to the session, which is also what is saved in the end.
    """

    def __init__(self, session):
        object.__setattr__(self, "_session", session)
        object.__setattr__(self, "accessed", False)

    def __getattribute__(self, name):
        # A dict's own methods before those that the mixin makes of five.
        if name in _OF_THE_VIEW or name.startswith("__"):
            return object.__getattribute__(self, name)
        session = object.__getattribute__(self, "_session")
        try:
            return getattr(session, name)
        except AttributeError:
            return object.__getattribute__(self, name)

    def __setattr__(self, name, value):
        if name == "accessed":
            object.__setattr__(self, name, value)
            return
        try:
            setattr(self._session, name, value)
        except AttributeError:
            object.__setattr__(self, name, value)

    def __getitem__(self, key):
        return self._session[key]

    def __setitem__(self, key, value):
        self._session[key] = value

    def __delitem__(self, key):
        del self._session[key]

    def __iter__(self):
        return iter(self._session)

    def __len__(self):
        return len(self._session)

    def __contains__(self, key):
        return key in self._session

    def __eq__(self, other):
        return self._session == (other._session if isinstance(other, SessionView) else other)

    def __ne__(self, other):
        return not self == other

    __hash__ = None

    def __repr__(self):
        return repr(self._session)


_OF_THE_VIEW = frozenset(["_session", "accessed"])


def with_room(session, opened_by=None):
    """
    Return a session that Flask can write ``accessed`` on.

    :param opened_by: returns the function that opened it, which is written
        down if it has no room.
    """
    cls = type(session)
    try:
        reason, roomy = _plans[cls]
    except KeyError:
        reason, roomy = _plans[cls] = _make_plan(cls)
    if reason is None:
        return session
    if opened_by is not None:
        uses.record_function(reason, opened_by())
    if roomy is not None:
        try:
            object.__setattr__(session, "__class__", roomy)
            return session
        except TypeError:
            _plans[cls] = reason, None
    return SessionView(session)


def original_of(session):
    """Return the session itself, also if a view stands before it."""
    return session._session if type(session) is SessionView else session


# How the sessions of a class come to have room: the reason, and a class to give them.
_plans = {}


def _make_plan(cls):
    if issubclass(cls, SessionView) or "_sessioncompat_roomy" in vars(cls) or is_watched(cls):
        return None, None
    accessed = getattr(cls, "accessed", None)
    if callable(accessed):
        # Beaker's is a method, which its middleware calls.
        return "plain session", None
    if isinstance(accessed, property) and accessed.fset is None:
        return "accessed read-only", _roomy(cls)
    if cls.__setattr__ is not object.__setattr__:
        return "session __setattr__", _roomy(cls)
    if not all(hasattr(cls, name) for name in _ATTRIBUTES) or not cls.__dictoffset__:
        return "plain session", _roomy(cls) if cls.__dictoffset__ else None
    return None, None


def _roomy(cls):
    """Derive a class whose instances take ``accessed``, and nothing else that they did not."""

    def __setattr__(self, name, value):
        if name == "accessed":
            self.__dict__[name] = value
        else:
            super(roomy, self).__setattr__(name, value)

    namespace = {
        "__module__": cls.__module__,
        "__doc__": cls.__doc__,
        "__hash__": cls.__hash__,
        "_sessioncompat_roomy": True,
        "accessed": False,
    }
    if cls.__setattr__ is not object.__setattr__:
        namespace["__setattr__"] = __setattr__
    for name in _ATTRIBUTES:
        if not hasattr(cls, name):
            namespace[name] = vars(_Defaults)[name]
    try:
        roomy = type(cls)(cls.__name__, (cls,), namespace)
    except TypeError:
        return None
    return roomy


def restorations(bridge):
    """Return what this Flask lacks."""
    return [OldBases()]


class OldBases(object):
    """
    Classes that put ``SessionMixin`` where it does no longer fit.

    It is a ``MutableMapping`` since 1.0, so that ``(MutableMapping,
    SessionMixin)`` has no order of bases any more, and in ``(SessionMixin,
    dict)`` its abstract methods hide those of the dict. Python asks the class
    of a class for the order; that of the mixin is lent another, and every
    class that is made of it gets Flask's own back at once.
    """

    def apply(self):
        metaclass = type(SessionMixin)
        if issubclass(SessionMixin, MutableMapping) and MutableMapping in SessionMixin.__mro__:
            SessionMixin.__class__ = _metaclass(self.bridge, metaclass)
            self._metaclass = metaclass

    def undo(self):
        if hasattr(self, "_metaclass"):
            SessionMixin.__class__ = self._metaclass


# Python 3.8 crashes later when the class of a class has been changed. Its classes
# keep the lent one, which does as Flask's own once the bridge is gone.
_GIVES_BACK = sys.version_info >= (3, 9)


def _metaclass(bridge, todays):
    class OldOrder(todays):
        def __new__(metaclass, name, bases, namespace, **keywords):
            cls = todays.__new__(metaclass, name, bases, namespace, **keywords)
            if metaclass is OldOrder and _GIVES_BACK:
                cls.__class__ = todays
            partial = getattr(cls, "__abstractmethods__", ())
            if partial and bridge.is_calling() and _PARTIAL.issuperset(partial):
                _complete(bridge, cls)
            return cls

        def mro(cls):
            try:
                order = todays.mro(cls)
            except TypeError:
                if not bridge.used("mapping before mixin"):
                    raise
                return _old_order(cls)
            if _hides_data(order) and bridge.used("mixin before dict"):
                return _old_order(cls)
            return order

    return OldOrder


_PARTIAL = frozenset(["__delitem__", "__getitem__", "__iter__", "__len__", "__setitem__"])


def _hides_data(order):
    """Say whether a class with data comes after the mapping that has none."""
    if MutableMapping not in order:
        return False
    after = order[order.index(MutableMapping) + 1 :]
    return any(issubclass(base, dict) or "UserDict" in base.__name__ for base in after)


def _old_order(cls):
    """Order the bases as if the mixin were nobody's subclass, which it was until 1.0."""
    chains = [[cls]]
    for base in cls.__bases__:
        chains.append([SessionMixin, object] if base is SessionMixin else list(base.__mro__))
    chains.append(list(cls.__bases__))
    order = []
    while any(chains):
        chains = [chain for chain in chains if chain]
        for chain in chains:
            if not any(chain[0] in other[1:] for other in chains):
                break
        else:
            raise TypeError(
                "There is no consistent order of the bases of %s. Put SessionMixin last."
                % cls.__name__
            )
        order.append(chain[0])
        chains = [[one for one in other if one is not order[-1]] for other in chains]
    return order


def _complete(bridge, cls):
    """Let a class be used that has not all the methods of a mapping."""
    bridge.used("partial mapping")
    if "__len__" in cls.__abstractmethods__ and not hasattr(cls, "__bool__"):
        cls.__bool__ = cls.__nonzero__ = _is_true
    cls.__abstractmethods__ = frozenset()


def _is_true(session):
    """Say that a session is not empty that cannot say so: an empty one would be deleted."""
    length = type(session).__len__
    return length is MutableMapping.__len__ or length(session) != 0
