"""
What the installed Flask has.

The shim asks for the name it needs and never for a version: Flask has told
its own version only from 0.7 to 3.1, and a name that is there can be used
whatever the release is called.
"""

import importlib
import pkgutil
import warnings

import flask  # noqa: F401  A Flask that cannot be imported says so itself.

_known = {}


def has(path):
    """
    Say whether the installed Flask (Werkzeug, itsdangerous) has a name.

    ``has("flask.sessions.SessionInterface.get_cookie_name")`` is True from
    Flask 2.0 on.

    :param path: the path of a row in :mod:`sessioncompat.history`.
    :raises LookupError: if no row has that path; a branch on a name that
        nobody keeps the history of could be wrong unnoticed.
    :raises ImportError: the error of the installed Flask itself, when it
        cannot be imported. A broken Flask does not lack features.
    """
    try:
        return _known[path]
    except KeyError:
        pass
    from .history import BY_PATH

    if path not in BY_PATH:
        raise LookupError(
            "%r is not in sessioncompat.history. Add a row for it, with the"
            " releases that have it." % path
        )
    answer = _known[path] = _probe(BY_PATH[path])
    return answer


def has_name(path):
    """
    Say whether the installed Flask has a name of ``flask.sessions``.

    The same as :func:`has`, but importing the table of all names, which takes
    longer than the rest of the core, is left to those who need it. That its
    paths are in the table is for ``test_architecture.py`` to see to.
    """
    try:
        return _known[path]
    except KeyError:
        answer = _known[path] = bool(_find(path))
        return answer


def config_of(app):
    """Return the config of an application; Flask before 0.3 has none to give."""
    return getattr(app, "config", {})


def function_of(method):
    """Return the function of a method, which Python 2 wraps for classes as well."""
    return getattr(method, "__func__", method)


def _probe(row):
    try:
        probe = _PROBES[row.kind]
    except KeyError:
        raise LookupError(
            "%r is a behaviour, which no name shows. Ask for a name that came"
            " with it." % row.path
        )
    if row.deprecated is None:
        return probe(row.path)
    with warnings.catch_warnings():
        # A deprecated name is still there.
        warnings.simplefilter("ignore")
        return probe(row.path)


def _module_exists(path):
    """
    Look for a module without importing it.

    Importing ``flask.session`` on Flask 0.8 and 0.9 would replace the session
    proxy of that name.
    """
    parent, _, name = path.rpartition(".")
    if "." in parent and not _module_exists(parent):
        return False
    folders = getattr(importlib.import_module(parent), "__path__", ())
    return any(found == name for _, found, _ in pkgutil.iter_modules(folders))


def _find(path):
    """Return what a path leads to, in a list that is empty if it leads nowhere."""
    names = path.split(".")
    thing = importlib.import_module(names[0])
    for position, name in enumerate(names[1:], 1):
        if not hasattr(thing, name):
            module = ".".join(names[: position + 1])
            if not hasattr(thing, "__path__") or not _module_exists(module):
                return []
            importlib.import_module(module)
        thing = getattr(thing, name)
    return [thing]


def _instance_has(path):
    owner, _, name = path.rpartition(".")
    return any(hasattr(cls(__name__), name) for cls in _find(owner))


def _takes_parameter(path):
    function, _, parameter = path.rstrip(")").partition("(")
    for found in _find(function):
        code = function_of(found).__code__
        return parameter in code.co_varnames[: code.co_argcount]
    return False


def _config_has(path):
    defaults, _, key = path.rstrip("]").partition("[")
    return any(key in found for found in _find(defaults))


_PROBES = {
    "module": _module_exists,
    "attribute": lambda path: bool(_find(path)),
    "instance": _instance_has,
    "parameter": _takes_parameter,
    "config": _config_has,
}
