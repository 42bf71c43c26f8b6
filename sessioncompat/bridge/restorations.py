"""
The few ways in which something old comes back, each of which can be undone.

A restoration is an object with ``apply()`` and ``undo()``. What it puts in
place asks whose code is calling, by way of :meth:`Bridge.used`, and to any
other code it is not there.
"""

import importlib
import sys
import types
import weakref

from . import uses
from .scope import Scope, caller, module_of

_MISSING = object()
_NOBODY = (None, None)
_MOST_KNOWN = 10000


class Bridge(object):
    """
    What the restorations share: the scope, and the way back.

    :param names: the modules in scope.
    """

    def __init__(self, names):
        self.scope = Scope(names)
        self.finder = None
        #: What is called with each new class of applications in scope.
        self.on_subclass = []
        self._undo = []
        # The uses that are known, by the instruction that comes by them.
        self._known = {}

    def used(self, path, past=(), depth=2):
        """
        Say whether code in scope is calling, and if so write down what it uses.

        :param path: what it uses, by the path of its row.
        :param past: modules that stand between the caller and what it uses.
        :param depth: how many calls up the caller nearly always is.
        """
        known = self._known
        frame = sys._getframe(depth)
        code = frame.f_code
        # Not by the code itself, for whose hash Python reads all of its instructions.
        use, same = known.get((path, id(code), frame.f_lasti), _NOBODY)
        if same is code:
            use.come_by(frame.f_globals)
            return True
        frame = caller(past)
        if frame is None or not self.scope.holds(module_of(frame)):
            return False
        if len(known) >= _MOST_KNOWN:
            known.clear()  # Code that is made anew again and again is not kept for ever.
        use = uses.record(path, frame)
        known[path, id(frame.f_code), frame.f_lasti] = use, frame.f_code
        return True

    def is_calling(self):
        """Say whether code in scope is calling."""
        frame = caller()
        return frame is not None and self.scope.holds(module_of(frame))

    def apply(self, restoration):
        """Put a restoration in place, to be undone with the others."""
        restoration.bridge = self
        restoration.apply()
        self._undo.append(restoration.undo)

    def set(self, owner, name, value):
        """
        Set an attribute, to be put back as it was.

        Somebody may have set it again since, and then it stays.
        """
        former = vars(owner).get(name, _MISSING)
        setattr(owner, name, value)
        self.later(owner, _put_back, name, value, former)

    def later(self, owner, function, *arguments):
        """Call a function with an object when everything is undone, if there still is one."""
        try:
            reference = weakref.ref(owner)
        except TypeError:
            reference = lambda: owner  # noqa: E731

        def undo():
            found = reference()
            if found is not None:
                function(found, *arguments)

        self._undo.append(undo)

    def undo(self):
        """Put everything back, last first."""
        self.scope = Scope(())
        self._known = {}
        while self._undo:
            self._undo.pop()()


def _put_back(owner, name, value, former):
    if vars(owner).get(name, _MISSING) is not value:
        return
    if former is _MISSING:
        delattr(owner, name)
    else:
        setattr(owner, name, former)


class Names(object):
    """
    Names that a module had.

    They are attributes of the module's class, which Python asks before the
    module's own ``__getattr__``, and hide nothing that is in the module. To
    code out of scope they raise the AttributeError that was there before.

    :param module: the module.
    :param values: by name, a function that returns what the name stood for.
    :param path: where the history has them, if not in the module.
    :param row: returns the path of the row about a name, if that is another.
    :param past: modules that look names up for others.
    """

    def __init__(self, module, values, path=None, row=None, past=()):
        self.module = module
        self.values = values
        self.path = path or module
        self.row = row
        self.past = past

    def apply(self):
        module = importlib.import_module(self.module)
        self._give_own_class(module)
        for name in self.values:
            path = self.path + "." + name
            if self.row is not None:
                path = self.row(path)
            setattr(type(module), name, self._name(path, self.values[name]))

    def undo(self):
        module = sys.modules.get(self.module)
        if isinstance(module, _OldNames):
            module.__class__ = module.__class__._former

    def _name(self, path, value):
        return _Name(self.bridge, path, value, self.past)

    def _give_own_class(self, module):
        """Give the module a class of its own, unless other names have done so."""
        former = type(module)
        if not issubclass(former, _OldNames):
            namespace = {"_former": former, "__module__": __name__}
            module.__class__ = type(former.__name__, (_OldNames, former), namespace)


class _OldNames(types.ModuleType):
    """Mixed into the class of a module that has old names."""

    def __setattr__(self, name, value):
        # The import system puts each module into its package, where everybody would see it.
        if not isinstance(value, OldModule):
            super(_OldNames, self).__setattr__(name, value)


class OldModule(types.ModuleType):
    """A module that is gone, for the code that still imports it."""


class _Name(object):
    """One name, which code in scope can read and anybody can set over."""

    def __init__(self, bridge, path, value, past):
        self.bridge = bridge
        self.path = path
        self.value = value
        self.past = past

    def __get__(self, module, cls=None):
        if module is not None and self.bridge.used(self.path, self.past):
            return self.value()
        raise AttributeError(self.path)


class Overrides(Names):
    """Names that a module still has, and that are something else to code in scope."""

    def _name(self, path, value):
        return _Override(self.bridge, path, value)


class _Override(object):
    """One such name, which comes before what is in the module."""

    def __init__(self, bridge, path, value):
        self.bridge = bridge
        self.name = path.rpartition(".")[2]
        self.value = value

    def __get__(self, module, cls=None):
        if module is not None and self.bridge.is_calling():
            return self.value()
        try:
            return vars(module)[self.name]
        except KeyError:
            raise AttributeError(self.name)

    def __set__(self, module, value):
        vars(module)[self.name] = value

    def __delete__(self, module):
        del vars(module)[self.name]


class Attribute(object):
    """
    An attribute that the instances of a class had, as code in scope sees it.

    :param cls: the class.
    :param name: the attribute.
    :param path: its row in the history.
    :param get: returns the value for an instance.
    :param set: sets it, or None where anybody may overwrite it.
    :param unbound: returns what the class itself had, or None.
    """

    def __init__(self, cls, name, path, get, set=None, unbound=None, assigned=None):
        self.cls = cls
        self.name = name
        self.path = path
        self.get = get
        self.set = set
        self.unbound = unbound
        self.assigned = assigned or path

    def apply(self):
        self.bridge.set(self.cls, self.name, self)

    def undo(self):
        """The bridge has put it back."""

    def __get__(self, instance, cls=None):
        if instance is None:
            if self.unbound is not None and self.bridge.used(self.path):
                return self.unbound()
        else:
            own = instance.__dict__.get(self.name, _MISSING)
            if own is not _MISSING:
                return own
            if self.bridge.used(self.path):
                return self.get(instance)
        kind = "type object %r" if instance is None else "%r object"
        name = (cls or type(instance)).__name__
        raise AttributeError((kind + " has no attribute %r") % (name, self.name))

    def __set__(self, instance, value):
        if self.set is not None and self.bridge.used(self.assigned):
            self.set(instance, value)
        else:
            vars(instance)[self.name] = value

    def __delete__(self, instance):
        try:
            del vars(instance)[self.name]
        except KeyError:
            raise AttributeError(self.name)
