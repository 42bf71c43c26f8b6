"""
``request_ctx`` and ``app_ctx`` are new in Flask 2.2.

A range that reaches further back has neither. You will see ``ImportError:
cannot import name 'request_ctx' from 'flask.globals'``. For the session,
``get_session`` and ``set_session`` of ``sessioncompat`` are right on every
Flask; for the rest, fall back to the old stack:
``except ImportError``, and nothing is reported.

See https://github.com/pallets/flask/issues/5639

Before, on Flask >=1.0,<3.2::

    from flask.globals import request_ctx

    def load():
        return request_ctx.session

After::

    from sessioncompat import get_session

    def load():
        return get_session()

Upstream: https://github.com/pallets/flask/pull/4682
"""

from __future__ import annotations

from typing import Iterator

from ... import history
from .. import guards, phrases
from ..finding import Finding
from ..fixes import fix, is_exported, replace, rewrite_import, uses
from ..rule import Rule, Use

rule = Rule(__name__, code="SC128")


@rule.check("request_ctx", "app_ctx", "_cv_request", "_cv_app", needs=(b"flask",), imported=("flask",))
def check_import(use: Use) -> Iterator[Finding]:
    path = f"flask.globals.{use.name}"
    if use.imported is None or use.imported.path != path or use.guarded(guards.IMPORT):
        return
    not_yet = phrases.not_yet(use.range, history.BY_PATH[path])
    if not_yet is not None:
        yield rule.finding(
            use,
            f"`{path}` is {not_yet}. Use `sessioncompat.get_session()` for the session, or"
            " import the old stack in an `except ImportError`.",
            fix=_fix(use),
        )


def _fix(use: Use):
    """Read the session with sessioncompat where nothing else is read."""
    binding = use.imported.binding
    if use.name != "request_ctx" or binding is None:
        return None
    edits = []
    for node in uses(use.semantics, binding):
        attribute = use.source.parent(node)
        if attribute is None or use.text(attribute).partition(".")[2] != "session":
            return None
        outer = use.source.parent(attribute)
        if outer.type == "assignment" and outer.child_by_field_name("left") == attribute:
            return None
        edits.append(replace(attribute, "get_session()"))
    if not edits or is_exported(use.source, use.name):
        return None
    changed = rewrite_import(
        use.semantics,
        use.imported.statement,
        [use.imported.item],
        {"sessioncompat": ["get_session"]},
    )
    return fix("Use sessioncompat.get_session()", changed and [*changed, *edits])
