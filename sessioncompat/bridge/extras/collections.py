"""
The abstract base classes where ``collections`` had them.
"""

from __future__ import absolute_import

import collections

from ..facts import neighbour
from ..neighbours import lacks
from ..restorations import Names

try:
    from collections import abc
except ImportError:
    abc = None


def restorations(bridge):
    """Return what this Python lacks."""
    if abc is None or hasattr(collections, "__getattr__"):
        # Before 3.10 Python has them, and warns.
        return []
    missing = [name for name in abc.__all__ if lacks(collections, name)]
    for name in missing:
        if name != "MutableMapping":
            neighbour("python.collections." + name, "collections.abc." + name)
    values = {name: lambda name=name: getattr(abc, name) for name in missing}
    return [Names("collections", values, "python.collections")] if values else []
