"""
``from flask.ext.name import ...``, which imported ``flask_name`` or ``flaskext.name``.
"""

from ...features import has
from ..imports import Aliases, first_that_imports
from ..restorations import Names


def restorations(bridge):
    """Return what this Flask lacks."""
    if has("flask.ext"):
        return []
    return [Aliases("flask.ext", _extension, lambda name: "flask.ext")]


def _extension(name):
    return first_that_imports("flask_" + name, "flaskext." + name)
