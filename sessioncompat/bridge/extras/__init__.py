"""
Neighbours of the session API that old code needs to be imported at all.

Each file is an extra, named like the file, and off unless it is named to
:func:`sessioncompat.bridge.install`.
"""

import pkgutil


def find(names):
    """
    Return the names of the files of some extras.

    :raises LookupError: if there is none of that name.
    """
    if isinstance(names, (str, type(u""))):
        raise TypeError("extras is one string. Write a list: extras=[%r]." % names)
    known = everything()
    for name in names:
        if name not in known:
            raise LookupError("There is no extra %r. Take some of %s." % (name, ", ".join(known)))
    return [known[name] for name in sorted(set(names))]


def everything():
    """Return the names of all extras, each with that of its file."""
    files = [name for _, name, _ in pkgutil.iter_modules(__path__)]
    return {name.replace("_ext", ".ext"): name for name in sorted(files)}
