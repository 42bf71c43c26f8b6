"""
A session interface calls a method that the oldest Flask of the range lacks.

``should_set_cookie`` came with Flask 0.11, ``get_cookie_samesite`` with 1.0,
``get_cookie_name`` with 2.0 and ``get_cookie_partitioned`` with 3.1. You will
see ``AttributeError`` when a session is saved on older Flask.

``SessionInterface`` of ``sessioncompat`` has all of them on every Flask, and
the fix imports it in place of Flask's. The other way is to raise the floor in
your metadata.

You will see ``AttributeError`` with the name of the method. Leave a call that
stands behind ``hasattr``: it is not reported.

See https://github.com/pallets-eco/flask-session/issues/116

Before, on Flask >=0.12,<3.2::

    from flask.sessions import SessionInterface

    class Sessions(SessionInterface):
        def open_session(self, app, request):
            return self.load(request.cookies.get(self.get_cookie_name(app)))

After::

    from sessioncompat import SessionInterface

    class Sessions(SessionInterface):
        def open_session(self, app, request):
            return self.load(request.cookies.get(self.get_cookie_name(app)))
"""

from __future__ import annotations

from typing import Iterator

from ... import history
from .. import phrases
from ..finding import Finding
from ..fixes import fix, is_exported, rewrite_import
from ..rule import Rule, Use
from ..semantics import Typed
from ..vocabulary import INTERFACE

METHODS = (
    "should_set_cookie", "get_cookie_samesite", "get_cookie_name", "get_cookie_partitioned",
)  # fmt: skip
_FLASKS = (INTERFACE, "flask.sessions.SecureCookieSessionInterface")
rule = Rule(__name__, code="SC115")


@rule.check(*METHODS, dot=True)
def check_call(use: Use) -> Iterator[Finding]:
    inherited = _inherited(use)
    owner = inherited or use.owned_by(INTERFACE)
    row = history.BY_PATH[f"{INTERFACE}.{use.name}"]
    not_yet = phrases.not_yet(use.range, row)
    if owner is None or not_yet is None or use.is_stored or use.guarded():
        return
    if inherited is None and owner.cls is not None and owner.cls.member(use.name) is not None:
        return
    if b"sessioncompat" in use.source.data:
        return
    yield rule.finding(
        use,
        f"`{use.text(use.expression)}` is {not_yet}. Derive from"
        " `sessioncompat.SessionInterface`, which has it everywhere.",
        sure=owner.sure,
        fix=_fix(use, owner),
    )


def _inherited(use: Use) -> Typed | None:
    """Return the class whose ``super()`` is asked for what nobody but Flask can have given it."""
    asked, info = use.object, use.semantics.enclosing_class(use.node)
    if asked is None or asked.type != "call" or info is None:
        return None
    if use.text(asked.child_by_field_name("function")) != "super":
        return None
    if not all(use.semantics.is_path(base, *_FLASKS) for base in info.base_nodes()):
        return None
    function = use.semantics.enclosing_function(use.node)
    if function is not None and use.text(function.child_by_field_name("name")) == use.name:
        # A Flask that has no such method does not call an override of it: only the class may.
        if f"self.{use.name}(".encode() not in use.source.bytes(info.node):
            return None
    return use.semantics.class_type(info)


def _fix(use: Use, owner):
    if owner.cls is None or is_exported(use.source, "SessionInterface"):
        return None
    for base in owner.cls.base_nodes():
        if not use.semantics.is_path(base, INTERFACE) or base.type != "identifier":
            continue
        bindings = use.semantics.resolve(base)
        if len(bindings) != 1:
            continue
        statement = use.semantics.enclosing(bindings[0].node, "import_from_statement")
        items = statement.children_by_field_name("name") if statement is not None else []
        for item in items:
            if item.start_byte <= bindings[0].node.start_byte < item.end_byte:
                edits = rewrite_import(
                    use.semantics, statement, [item], {"sessioncompat": [use.text(item)]}
                )
                return fix("Import SessionInterface from sessioncompat", edits)
    return None
