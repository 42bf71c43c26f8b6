"""
Modules that are gone, for the code in scope that imports them.

A module stays in ``sys.modules`` only as long as its import needs it there:
with the next import of anything it is taken out again, so that a library that
tries the old module first does not find ours.
"""

import importlib
import sys
import threading

from . import uses
from .restorations import Names, OldModule
from .scope import caller, module_of

try:
    from importlib.machinery import ModuleSpec
except ImportError:
    ModuleSpec = None


class Modules(object):
    """
    Modules by name, made when they are first imported.

    :param contents: by the module's name, a function that returns its
        namespace, or a module to stand in its place.
    :param row: returns the path of the row in the history that a name is about.
    """

    def __init__(self, contents, row):
        self.contents = contents
        self.row = row

    def apply(self):
        if ModuleSpec is not None:
            finder = self.bridge.finder
            if finder is None:
                finder = self.bridge.finder = _Finder(self.bridge)
                sys.meta_path.insert(0, finder)
            finder.modules.append(self)
            self._give_to_parents()

    def _give_to_parents(self):
        """Let ``import a.b`` be followed by ``a.b.c``, where the package itself is still there."""
        for name in self.names():
            parent, _, child = name.rpartition(".")
            if self.bridge.finder.find(parent) is not None:
                continue
            if child not in vars(importlib.import_module(parent)):
                restoration = Names(
                    parent, {child: lambda name=name: importlib.import_module(name)}, row=self.row
                )
                self.bridge.apply(restoration)

    def names(self):
        """Return the names of the modules that are known by name."""
        return sorted(self.contents)

    def undo(self):
        finder = self.bridge.finder
        if finder is not None:
            self.bridge.finder = None
            sys.meta_path.remove(finder)
            finder.purge(everything=True)

    def find(self, name):
        """Return the function that makes a module, or None."""
        return self.contents.get(name)


class Aliases(Modules):
    """Modules of other names, such as ``flask_login`` for ``flask.ext.login``."""

    def __init__(self, prefix, real, row):
        Modules.__init__(self, {}, row)
        self.prefix = prefix
        self.real = real

    def names(self):
        return [self.prefix]

    def find(self, name):
        if name == self.prefix:
            return dict
        if name.startswith(self.prefix + "."):
            return lambda: self.real(name[len(self.prefix) + 1 :])
        return None


class _Finder(object):
    def __init__(self, bridge):
        self.bridge = bridge
        self.modules = []
        self._made = {}
        self._shown = {}
        self._busy = threading.local()

    def find_spec(self, name, path=None, target=None):
        if not getattr(self._busy, "depth", 0):
            self.purge(but=name)
        modules = self.find(name)
        if modules is None:
            return None
        frame = caller()
        if frame is None or not self.bridge.scope.holds(module_of(frame)):
            return None
        uses.record(modules.row(name), frame)
        return ModuleSpec(name, _Loader(self, modules.find(name)), is_package=True)

    def find(self, name):
        """Return those that have a module of a name, or None."""
        return next((found for found in self.modules if found.find(name) is not None), None)

    def purge(self, but="", everything=False):
        """
        Take out what this thread has imported, except the packages of a name.

        Another thread may be between importing a package and what is in it.
        """
        here = threading.get_ident()
        for name, (thread, module) in list(self._shown.items()):
            if everything or thread in (here, None) and not (but + ".").startswith(name + "."):
                if not everything and _is_needed(name):
                    # It has seen the package there. Whoever imports next takes it out.
                    self._shown[name] = None, module
                    continue
                self._shown.pop(name, None)
                if sys.modules.get(name) is module:
                    sys.modules.pop(name, None)

    def make(self, module, make):
        """Fill a module, or put the one that stands in its place into ``sys.modules``."""
        name = module.__name__
        if name not in self._made:
            self._busy.depth = getattr(self._busy, "depth", 0) + 1
            try:
                made = make()
            finally:
                self._busy.depth -= 1
            if isinstance(made, dict):
                vars(module).update(made)
                made = module
            self._made[name] = made
        made = sys.modules[name] = self._made[name]
        if made is not module:
            # Another thread may have got hold of this one, and found it empty.
            vars(module).update(
                (key, value) for key, value in vars(made).items() if not key.startswith("__")
            )
        self._shown[name] = threading.get_ident(), made


def _is_needed(package):
    """
    Say whether a thread is importing something of a package.

    Python looks for the package first and takes it later. Nothing but its locks
    tells who is in between.
    """
    locks = getattr(importlib._bootstrap, "_module_locks", ())
    return any(name.startswith(package + ".") for name in list(locks))


class _Loader(object):
    def __init__(self, finder, make):
        self._finder = finder
        self._make = make

    def create_module(self, spec):
        return OldModule(spec.name)

    def exec_module(self, module):
        self._finder.make(module, self._make)


def first_that_imports(*names):
    """Return the first of some modules that is installed."""
    for name in names:
        try:
            return importlib.import_module(name)
        except ImportError as error:
            if getattr(error, "name", name) != name and not name.startswith(str(error.name) + "."):
                raise
    raise ImportError("There is no module %s. Install the extension." % " and no ".join(names))
