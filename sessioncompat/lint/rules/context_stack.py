"""
``_request_ctx_stack`` and ``_app_ctx_stack`` were removed in Flask 3.0.

Contexts are kept in context variables since Flask 2.2, which still has the
stacks and warns. You will see ``ImportError: cannot import name
'_request_ctx_stack' from 'flask'``. Where Flask 2.2 is the oldest release you
need, ``request_ctx`` and ``app_ctx`` of ``flask.globals`` are the running
contexts; what is read from an attribute of ``.top`` is read from them.

For the session there is a spelling that is right on every Flask:
``get_session`` and ``set_session`` of ``sessioncompat``. For data of your
own, use ``flask.g``.

Where the range reaches further back, or where ``.top`` is compared or kept,
the fix calls ``get_context`` and ``get_app_context`` of
``sessioncompat.context``: they return on every Flask what ``.top`` was, and
None where there is no context. What is pushed and popped has no fix.

Leave it in code that is held to Flask before 2.2 and asks for the name before
it uses it; such code is not reported.

See https://github.com/pytest-dev/pytest-flask/issues/167

Before, on Flask >=2.2,<3.2::

    from flask import _request_ctx_stack

    def path():
        return _request_ctx_stack.top.request.path

After::

    from flask.globals import request_ctx

    def path():
        return request_ctx.request.path

Upstream: https://github.com/pallets/flask/pull/5223
"""

from __future__ import annotations

from typing import Iterator

from ... import history
from .. import guards, phrases
from ..finding import Applicability, Edit, Finding
from ..fixes import fix, is_exported, replace, rewrite_import, uses
from ..rule import Rule, Use
from ..vocabulary import APP_STACK, STACK, canonical

EVERYWHERE = {"_request_ctx_stack": "get_context", "_app_ctx_stack": "get_app_context"}
NEW = {"_request_ctx_stack": "request_ctx", "_app_ctx_stack": "app_ctx"}
rule = Rule(__name__, code="SC103")


@rule.check(*NEW)
def check_import(use: Use) -> Iterator[Finding]:
    row = history.BY_PATH[f"flask.{use.name}"]
    gone = phrases.gone(use.range, row)
    if gone is None or use.imported is None:
        return
    if canonical(use.imported.path) != f"flask.{use.name}":
        return
    stranded = guards.is_stranded(use.semantics, use.node, row, use.range)
    stranded = stranded or guards.is_left_unbound(use.semantics, use.imported.binding)
    if use.guarded(guards.IMPORT) and not stranded:
        return
    yield rule.finding(
        use,
        f"`{use.name}` is {gone}. {_advice(use)}",
        fix=None if stranded else _fix(use),
    )


@rule.check(*NEW)
def check_attribute(use: Use) -> Iterator[Finding]:
    row = history.BY_PATH[f"flask.{use.name}"]
    gone = phrases.gone(use.range, row)
    if gone is None or use.attribute is None or use.guarded(guards.IMPORT):
        return
    if not use.semantics.is_path(use.attribute, STACK, APP_STACK):
        return
    yield rule.finding(use, f"`{use.text(use.attribute)}` is {gone}. {_advice(use)}")


def _advice(use: Use) -> str:
    new = history.BY_PATH[f"flask.globals.{NEW[use.name]}"]
    if use.range.always(new):
        return f"Use `{new.path}`."
    return (
        f"Call `sessioncompat.context.{EVERYWHERE[use.name]}()` in place of `.top`, or"
        " `sessioncompat.get_session()` and `set_session` for the session."
    )


def _fix(use: Use):
    binding = use.imported.binding
    if binding is None or is_exported(use.source, use.source.text(binding.node)):
        return None
    found = uses(use.semantics, binding)
    if not found:
        # Other files may import it from here.
        changed = rewrite_import(use.semantics, use.imported.statement, [use.imported.item], {})
        return fix(f"Remove {use.name}", changed, Applicability.UNSAFE)
    new = NEW[use.name]
    if use.range.always(history.BY_PATH[f"flask.globals.{new}"]):
        native = _rewritten(use, [_replaced(use, node, new) for node in found], "flask.globals", new)
        if native is not None:
            return native
    name = EVERYWHERE[use.name]
    edits = [_called(use, node, name) for node in found]
    return _rewritten(use, edits, "sessioncompat.context", name)


def _rewritten(use: Use, edits: list[Edit | None], module: str, name: str):
    """Return the fix that makes the edits and imports the name, or None where one can't be made."""
    if None in edits or use.semantics.bindings(name):
        return None
    item = use.imported.item
    changed = rewrite_import(use.semantics, use.imported.statement, [item], {module: [name]})
    return fix(f"Use {module}.{name}", changed and [*changed, *edits])


def _called(use: Use, node, name: str) -> Edit | None:
    """Turn ``stack.top`` into ``name()``, unless the session is put on it."""
    top = use.source.parent(node)
    if top is None or top.type != "attribute":
        return None
    if use.source.text(top.child_by_field_name("attribute")) != "top":
        return None
    outer = use.source.parent(top)
    if outer.type == "attribute" and use.source.text(outer).endswith(".session"):
        around = use.source.parent(outer)
        if around.type == "assignment" and around.child_by_field_name("left") == outer:
            return None  # Nobody can assign it any more; another rule knows what to do.
    return replace(top, f"{name}()")


def _replaced(use: Use, node, new: str) -> Edit | None:
    """Turn ``stack.top.name`` into ``ctx.name``."""
    top = use.source.parent(node)
    if top is None or top.type != "attribute":
        return None
    if use.source.text(top.child_by_field_name("attribute")) != "top":
        return None
    outer = use.source.parent(top)
    if outer is None or outer.type != "attribute" or outer.child_by_field_name("object") != top:
        return None
    if use.source.text(outer.child_by_field_name("attribute")) == "session":
        return None
    return replace(top, new)
