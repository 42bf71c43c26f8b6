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

from typing import Iterator

from ... import history
from .. import guards, phrases
from ..finding import Applicability, Finding
from ..fixes import fix, is_exported, primary, replace, rewrite_import, uses
from ..rule import Rule, Use, positional

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


def _fix(use: Use):
    binding = use.imported.binding
    if binding is None:
        return None
    edits = []
    for node in uses(use.semantics, binding):
        call = use.source.parent(node)
        if call is None or call.type != "call" or call.child_by_field_name("function") != node:
            return None
        values = positional(call)
        if values is None or len(values) != 1 or len(call.named_children) != 2:
            return None
        edits.append(replace(call, f"int({primary(use.source, values[0])}.total_seconds())"))
    changed = rewrite_import(use.semantics, use.imported.statement, [use.imported.item], {})
    # Other files may import it from here.
    unsafe = not edits or is_exported(use.source, use.source.text(binding.node))
    applicability = Applicability.UNSAFE if unsafe else Applicability.SAFE
    return fix("Use timedelta.total_seconds()", changed and [*changed, *edits], applicability)
