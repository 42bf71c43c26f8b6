"""
Install and uninstall the bridge.
"""

import importlib
import os
import site
import sys
import sysconfig
import threading

from ..features import has
from . import extras as extra_rooms
from . import uses
from .restorations import Bridge
from .scope import caller, module_of

#: What is restored without being asked for, each by the file of that name.
ROOMS = ("contexts", "hooks", "names", "contrib", "responses", "sessions")

_PACKAGE = __name__.rpartition(".")[0]
_lock = threading.Lock()
_installed = []


def install(for_modules, extras=()):
    """
    Bring back for some modules what Flask has removed.

    Call it first thing in the application, before anything imports the old
    code. What is restored is there for the named modules alone; others go on
    seeing today's Flask. Flask before 1.0 and Python before 3.8 need none of
    it, or cannot have it: there nothing is restored.

    :param for_modules: the names of the modules and packages that need it, or
        ``"*"`` for every module that is not Flask's, also those that would be
        better off without.
    :param extras: what else comes back besides the session API, by name:
        ``"werkzeug"``, ``"markup"`` and so on.
    :raises RuntimeError: if one of the modules has been imported, if it is
        called by a library, or if the bridge is installed already.
    """
    for_modules, files = checked(for_modules, extras)
    _refuse_libraries(caller())
    with _lock:
        if _installed:
            raise RuntimeError(
                "The bridge is installed already, for %s. Name all modules in one call, or call"
                " sessioncompat.bridge.uninstall() first." % ", ".join(_installed[0].scope.names)
            )
        bridge = Bridge(for_modules)
        bridge.options = (for_modules, set(extras))
        uses.start()
        try:
            for name in files if is_of_use() else ():
                room = importlib.import_module(_PACKAGE + "." + name)
                for restoration in room.restorations(bridge):
                    bridge.apply(restoration)
        except BaseException:
            bridge.undo()
            raise
        _installed.append(bridge)


def uninstall():
    """
    Put everything back as it was, and forget nothing of the report.

    Nothing happens if the bridge is not installed. What the old code has
    imported it keeps; from here on that fails as it does without the bridge.
    """
    with _lock:
        if _installed:
            _installed.pop().undo()


def is_of_use():
    """
    Say whether there is anything to restore, and a Python to do it with.

    Flask before 1.0 calls the hooks itself, and has most of the rest. Modules
    can have a class of their own since Python 3.5; what the restorations are
    tested on begins with 3.8.
    """
    ignores_hooks = has("flask.sessions.SessionInterface.get_cookie_samesite")
    return ignores_hooks and sys.version_info >= (3, 8)


def checked(for_modules, extras):
    """Return the names of the modules, and the files that restore what they miss."""
    for_modules = _names(for_modules)
    files = list(ROOMS) + ["extras." + name for name in extra_rooms.find(extras)]
    _refuse_imported(for_modules)
    return for_modules, files


def is_installed(for_modules, extras):
    """Say whether the bridge is installed, and for just these."""
    return bool(_installed) and _installed[0].options == (_names(for_modules), set(extras))


def _names(for_modules):
    if for_modules == "*":
        return "*"
    if isinstance(for_modules, (str, type(u""))):
        raise TypeError(
            "for_modules is one string. Write a list: for_modules=[%r]."
            % for_modules
        )
    found = tuple(for_modules)
    for name in found:
        if not isinstance(name, (str, type(u""))) or not name.strip(".") or "-" in name:
            raise ValueError(
                "%r is no name of a module. Name it as it is imported, such as"
                " 'flask_session'." % (name,)
            )
    if not found:
        raise ValueError("for_modules is empty. Name the modules that need the bridge.")
    return found


def _refuse_imported(names):
    if names == "*":
        return
    for name in names:
        module = sys.modules.get(name)
        if name == "__main__" or module is None:
            continue
        if getattr(getattr(module, "__spec__", None), "_initializing", False):
            continue  # It is on its way, and calls install() before the rest of it.
        raise RuntimeError(
            "%s has been imported already, and holds what it found then. Call"
            " sessioncompat.bridge.install() before anything imports it, for example in the"
            " first lines of the module that makes the application." % name
        )


def _refuse_libraries(frame):
    if frame is None or module_of(frame).partition(".")[0] in ("__main__", "sessioncompat"):
        return
    filename = os.path.abspath(frame.f_code.co_filename)
    if any(filename.startswith(folder + os.sep) for folder in _libraries()):
        raise RuntimeError(
            "%s, which calls sessioncompat.bridge.install(), is an installed library. Whether"
            " to patch Flask is for the application to say: call it there, or set"
            " SESSIONCOMPAT_BRIDGE and import sessioncompat.bridge.auto." % module_of(frame)
        )


def _libraries():
    folders = [sysconfig.get_path(name) for name in ("purelib", "platlib")]
    folders += getattr(site, "getsitepackages", list)()
    folders.append(getattr(site, "getusersitepackages", str)())
    return set(os.path.abspath(folder) for folder in folders if folder)
