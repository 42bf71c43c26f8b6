"""
The session of a context can't be assigned since Flask 3.1.3.

``ctx.session`` is a property that marks the session as accessed, so that
caches hear of it (CVE-2026-27205). You will see ``AttributeError: property
'session' of 'RequestContext' object has no setter``, from a patch release.
On ``_request_ctx_stack.top`` the same assignment is gone since Flask 3.0.

``set_session`` of ``sessioncompat`` is right on every Flask.
``ctx._session = …`` is private, and quietly does nothing before 3.1.3.

A context that isn't running yet, made by ``app.test_request_context()`` and
not pushed, opens its own session when it is. There is nothing to put there.

See https://github.com/miguelgrinberg/Flask-SocketIO/issues/2152

Before::

    from flask.globals import request_ctx

    def use(session):
        request_ctx.session = session

After::

    from sessioncompat import set_session

    def use(session):
        set_session(session)

Upstream: https://github.com/miguelgrinberg/Flask-SocketIO/issues/2152
"""

from __future__ import annotations

from typing import Iterator

from ... import history
from .. import phrases
from ..finding import Applicability, Finding
from ..fixes import (
    add_import,
    fix,
    import_statement,
    is_exported,
    replace,
    rewrite_import,
    uses,
)
from ..rule import Rule, Use
from ..vocabulary import APP_CONTEXT, CONTEXT

ROW = history.BY_PATH["flask.context-session-can-be-assigned"]
rule = Rule(__name__, code="SC104")


@rule.check(
    "session",
    needs=(b"_ctx", b"request_context", b"RequestContext", b"app_context", b"AppContext",
           b"get_context"),
    origin=(b"_ctx_stack", b"request_ctx", b"app_ctx", b"request_context(", b"RequestContext",
            b"get_app_context", b"AppContext", b"get_context"),
    after=rb"\s*(?:=(?!=)|[,)\]:+|-])",
)
def check_assigned(use: Use) -> Iterator[Finding]:
    owner = use.owned_by(CONTEXT, APP_CONTEXT)
    gone = phrases.gone(use.range, ROW)
    if owner is None or gone is None or not use.is_stored or use.guarded():
        return
    yield rule.finding(
        use,
        f"`{use.text(use.expression)}` can't be assigned: that is {gone}."
        " Call `sessioncompat.set_session(session)`.",
        sure=owner.sure,
        fix=_fix(use),
    )


def _is_running(use: Use) -> bool:
    """Say whether the context is the running one, and not merely some context."""
    node = use.object
    if "test_request_context" in use.text(node) or "request_context(" in use.text(node):
        return False
    if node.type == "identifier":
        for binding in use.semantics.resolve(node):
            if binding.kind == "with" or binding.path is not None:
                continue
            if binding.value is None or binding.kind != "value":
                return False
            if b"request_context" in use.source.bytes(binding.value):
                return False
    return True


def _fix(use: Use):
    assignment = use.assignment
    if assignment is None or not _is_running(use):
        return None
    statement = use.source.parent(assignment)
    value = assignment.child_by_field_name("right")
    if statement.type != "expression_statement" or value is None or value.type == "assignment":
        return None
    if assignment.child_by_field_name("type") is not None:
        return None
    edits = [replace(assignment, f"set_session({use.text(value)})")]
    rewritten = _import_instead(use)
    edits += rewritten or add_import(use.semantics, "sessioncompat", "set_session")
    safe = use.object.type != "identifier" or bool(use.semantics.paths(use.object))
    applicability = Applicability.SAFE if safe else Applicability.UNSAFE
    return fix("Call sessioncompat.set_session()", edits, applicability)


def _import_instead(use: Use):
    """Put the new import in place of the old where this was its only use."""
    root = use.object
    while root.type == "attribute":
        root = root.child_by_field_name("object")
    if root.type != "identifier":
        return None
    bindings = use.semantics.resolve(root)
    if len(bindings) != 1 or bindings[0].kind != "import":
        return None
    binding = bindings[0]
    statement = import_statement(use.semantics, binding)
    name = use.source.text(binding.node)
    if statement.type != "import_from_statement" or is_exported(use.source, name):
        return None
    if use.source.parent(statement).type != "module" or len(uses(use.semantics, binding)) != 1:
        return None
    item = next(
        item
        for item in statement.children_by_field_name("name")
        if item.start_byte <= binding.node.start_byte < item.end_byte
    )
    return rewrite_import(use.semantics, statement, [item], {"sessioncompat": ["set_session"]})
