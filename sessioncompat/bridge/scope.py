"""
Whose code it is that asks for something old.

What is restored is restored for the code of some modules only: libraries that
probe for the old Flask first would take its way if they found it. Whoever asks
is told by the calling frame, past those that ask on somebody's behalf.
"""

import sys

# These import, proxy, patch or look up for the code that calls them.
_GO_BETWEENS = frozenset([
    "_frozen_importlib",
    "_frozen_importlib_external",
    "_pytest.monkeypatch",
    "abc",
    "contextlib",
    "functools",
    "importlib",
    "importlib._bootstrap",
    "importlib._bootstrap_external",
    "mock",
    "mock.mock",
    "pkgutil",
    "unittest.mock",
    "werkzeug.local",
    "werkzeug.utils",
])
_OWN = __name__.rpartition(".")[0]

#: Those that have to go on seeing themselves as they are, whatever is in scope.
FRAMEWORK = frozenset([
    "blinker", "click", "flask", "itsdangerous", "jinja2", "markupsafe", "sessioncompat", "werkzeug",
])


class Scope(dict):
    """
    The modules that see what is restored: whether each is one of them, by its name.

    :param names: names of modules and packages, each with all that is in it,
        or ``"*"`` for every module that is not Flask's.
    """

    def __init__(self, names):
        self.names = names

    def __missing__(self, module):
        if self.names == "*":
            answer = module.partition(".")[0] not in FRAMEWORK
        else:
            answer = any(module == name or module.startswith(name + ".") for name in self.names)
        self[module] = answer
        return answer

    #: Say whether a module is one of them. Every use asks, and no Python runs for it.
    holds = dict.__getitem__


def module_of(frame):
    """Return the name of the module whose code a frame runs."""
    return frame.f_globals.get("__name__") or ""


def caller(past=()):
    """
    Return the frame of the code that asks, or None.

    Whoever calls this asks for others, as all of the bridge does.

    :param past: more modules and packages that only ask for others.
    """
    frame = sys._getframe(2)
    while frame is not None:
        name = frame.f_globals.get("__name__") or ""
        try:
            between = _between[name]
        except KeyError:
            between = _between[name] = (
                name in _GO_BETWEENS or name == _OWN or name.startswith(_OWN + ".")
            )
        if not between and not (past and (name in past or name.partition(".")[0] in past)):
            return frame
        frame = frame.f_back
    return None


# By the name of a module, whether it asks on somebody's behalf.
_between = {}
