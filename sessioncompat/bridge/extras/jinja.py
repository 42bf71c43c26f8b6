"""
``contextfunction`` and its like, and the extensions that became a part of Jinja.
"""

from __future__ import absolute_import

from ..neighbours import names
from ..scope import FRAMEWORK

_PASSES = {
    "contextfunction": "pass_context",
    "contextfilter": "pass_context",
    "evalcontextfunction": "pass_eval_context",
    "evalcontextfilter": "pass_eval_context",
    "environmentfunction": "pass_environment",
    "environmentfilter": "pass_environment",
}


def restorations(bridge):
    """Return what this Jinja lacks."""
    table = {old: ("jinja2:" + new, "jinja2." + new) for old, new in _PASSES.items()}
    filters = {name: table[name] for name in table if name.endswith("filter")}
    found = names("jinja2", table) + names("jinja2.utils", table) + names("jinja2.filters", filters)
    return found + _extensions()


def _extensions():
    """``with`` and ``autoescape`` were extensions, which applications still name."""
    import jinja2.ext

    made = {}
    for old, title in (("with_", "WithExtension"), ("autoescape", "AutoEscapeExtension")):
        cls = type(title, (jinja2.ext.Extension,), {"__module__": __name__})
        made[old] = made[title] = (cls, "nothing: it is a part of Jinja")
    # Flask and Jinja import them for the application that names them.
    return names("jinja2.ext", made, past=FRAMEWORK)
