"""
Names that have neither a row in the history nor a rule in the lint.
"""

import importlib
import warnings

from . import facts
from .restorations import Names


def names(module, table, past=()):
    """
    Return the restoration of those names that a module lacks, in a list.

    :param table: by name, the value or where it is now (``"module:name"``),
        and what to write instead.
    :param past: modules that look names up for others.
    """
    try:
        found = importlib.import_module(module)
    except ImportError:
        return []
    values = {}
    for name, (value, instead) in table.items():
        if not lacks(found, name):
            continue
        facts.neighbour("%s.%s" % (module, name), instead)
        values[name] = _later(value)
    return [Names(module, values, past=past)] if values else []


def lacks(module, name):
    """Say whether a module lacks a name. A deprecated one is still there."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return not hasattr(module, name)


def moved(module, *names):
    """Return table rows for names that are in another module now."""
    return {name: ("%s:%s" % (module, name), "%s.%s" % (module, name)) for name in names}


def _later(value):
    if not isinstance(value, str) or ":" not in value:
        return lambda: value
    module, _, name = value.partition(":")
    return lambda: getattr(importlib.import_module(module), name)
