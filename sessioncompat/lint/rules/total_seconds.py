"""
``total_seconds`` was removed from ``flask.helpers`` in Flask 2.1.

``flask.sessions`` lost it in 2.0 already. Flask had it for Python 2.6;
``timedelta.total_seconds()`` is a method since Python 2.7. Flask's function
returned whole seconds, so the fix keeps an ``int`` around it. You will see
``ImportError: cannot import name 'total_seconds'``.

A function of that name of your own is not reported.

See https://flask.palletsprojects.com/en/stable/changes/#version-2-0-0

Before::

    from flask.helpers import total_seconds

    def lifetime(app):
        return total_seconds(app.permanent_session_lifetime)

After::

    def lifetime(app):
        return int(app.permanent_session_lifetime.total_seconds())
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Iterator

from ... import history
from .. import guards, phrases
from ..finding import Applicability, Edit, Finding
from ..fixes import fix, has_comment, is_exported, primary, replace, rewrite_import, uses
from ..rule import Rule, Use, positional

if TYPE_CHECKING:
    from tree_sitter import Node

PATHS = ("flask.sessions.total_seconds", "flask.helpers.total_seconds")
rule = Rule(__name__, code="SC109")


@rule.check("total_seconds", needs=(b"flask",), imported=("flask",))
def check_import(use: Use) -> Iterator[Finding]:
    if use.imported is None or use.imported.path not in PATHS or use.guarded(guards.IMPORT):
        return
    row = history.BY_PATH[use.imported.path]
    gone = phrases.gone(use.range, row)
    if gone is not None:
        yield rule.finding(
            use,
            f"`{row.path}` is {gone}. Call `int(delta.total_seconds())`.",
            fix=_fix(use),
        )


@rule.check("total_seconds", needs=(b"flask",), of=("flask",))
def check_attribute(use: Use) -> Iterator[Finding]:
    if use.attribute is None or use.guarded():
        return
    path = next(iter(use.semantics.paths(use.attribute) & {*PATHS}), None)
    gone = phrases.gone(use.range, history.BY_PATH[path]) if path is not None else None
    if gone is not None:
        yield rule.finding(
            use,
            f"`{path}` is {gone}. Call `int(delta.total_seconds())`.",
            fix=_fix_of_call(use),
        )


def _fix_of_call(use: Use):
    edit = _called_on_the_delta(use, use.expression)
    return fix("Use timedelta.total_seconds()", [edit]) if edit is not None else None


def _called_on_the_delta(use: Use, function: Node) -> Edit | None:
    """Turn ``total_seconds(delta)`` into what the method of the delta returns."""
    call = use.source.parent(function)
    if call is None or call.type != "call" or call.child_by_field_name("function") != function:
        return None
    values = positional(call)
    if values is None or len(values) != 1 or len(call.named_children) != 2 or has_comment(call):
        return None
    return replace(call, f"int({primary(use.source, values[0])}.total_seconds())")


def _fix(use: Use):
    binding = use.imported.binding
    if binding is None:
        return None
    edits = [_called_on_the_delta(use, node) for node in uses(use.semantics, binding)]
    if None in edits:
        return None
    changed = rewrite_import(use.semantics, use.imported.statement, [use.imported.item], {})
    # Other files may import it from here.
    unsafe = not edits or is_exported(use.source, use.source.text(binding.node))
    applicability = Applicability.UNSAFE if unsafe else Applicability.SAFE
    return fix("Use timedelta.total_seconds()", changed and [*changed, *edits], applicability)
