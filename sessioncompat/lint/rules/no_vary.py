"""
A session interface does not tell caches that responses depend on the cookie.

A cache in between hands one user's page, or his ``Set-Cookie``, to another.
Flask's own interface adds ``Vary: Cookie`` since 1.0 where the session was
looked at (CVE-2023-30861, CVE-2026-27205); one that replaces
``save_session`` has to do it itself.

The fix adds it at the top of ``save_session``. It is right on every Flask,
and an unsafe one only because responses change.

Leave it where sessions are found by something else than a cookie, or where
responses never pass a cache that several people share.

See https://nvd.nist.gov/vuln/detail/CVE-2023-30861

Before::

    from flask.sessions import SessionInterface

    class Sessions(SessionInterface):
        def save_session(self, app, session, response):
            self.store(session)

After::

    from flask.sessions import SessionInterface

    class Sessions(SessionInterface):
        def save_session(self, app, session, response):
            if getattr(session, "accessed", True):
                response.vary.add("Cookie")
            self.store(session)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Iterator

from ... import history
from ..finding import Applicability, Finding
from ..fixes import fix, insert, quote
from ..rule import Rule, Use
from ..semantics import parameters
from .unguarded_set_cookie import own_interface

if TYPE_CHECKING:
    from tree_sitter import Node

ROW = history.BY_PATH["flask.varies-on-read"]
rule = Rule(__name__, code="SC401")


@rule.check("save_session", defined=True)
def check_method(use: Use) -> Iterator[Finding]:
    typed = own_interface(use)
    if typed is None or not use.range.reaches(ROW.added):
        return
    body = use.parent.child_by_field_name("body")
    if any(word in use.source.bytes(body).lower() for word in (b"vary", b"super(", b"raise not")):
        return
    if b".save_session(" in use.source.bytes(body) or _does_nothing(body):
        return
    if _needs_no_cookie(use, body):
        return
    yield rule.finding(
        use,
        f"This `save_session` adds no `Vary: Cookie`, as Flask's does since {ROW.added}: a cache"
        " may hand one user's page to another. Write `response.vary.add(\"Cookie\")`.",
        node=use.node,
        sure=typed.sure,
        fix=_fix(use, body),
    )


def _needs_no_cookie(use: Use, body: Node) -> bool:
    """Say whether sessions are opened by something else in the request, such as its URL."""
    opens = use.semantics.enclosing_class(use.parent).method("open_session")
    if opens is None:
        return False
    text = use.source.bytes(opens).lower()
    return (
        any(word in text for word in (b".args", b".form", b".headers", b".view_args"))
        and not any(word in text for word in (b".cookies", b"_cookie", b"super(", b".open_session("))
        and b"cookie(" not in use.source.bytes(body)
    )


def _does_nothing(body) -> bool:
    return all(_is_idle(child) for child in body.named_children)


def _is_idle(statement) -> bool:
    inner = statement.named_children
    if statement.type == "expression_statement":
        return inner[0].type in ("string", "ellipsis")
    if statement.type == "return_statement":
        return not inner or inner[0].type == "none"
    return statement.type in ("pass_statement", "comment", "raise_statement")


def _fix(use: Use, body):
    names = parameters(use.source, use.parent)
    statements = [c for c in body.named_children if c.type != "comment"]
    if statements and statements[0].type == "expression_statement":
        if statements[0].named_children[0].type == "string":
            statements = statements[1:]
    if len(names) != 4 or not statements or use.parent.has_error:
        return None
    start = use.source.line_start(statements[0].start_byte)
    indent = use.source.data[start : statements[0].start_byte].decode("latin-1")
    if indent.strip(" \t") or not indent:
        return None
    session, response = names[2:]
    step = "\t" if indent.startswith("\t") else "    "
    accessed, cookie = (quote(use.source, use.node, text) for text in ("accessed", "Cookie"))
    newline = use.source.newline.decode()
    text = (
        f"{indent}if getattr({session}, {accessed}, True):{newline}"
        f"{indent}{step}{response}.vary.add({cookie}){newline}"
    )
    return fix("Add Vary: Cookie", [insert(start, text)], Applicability.UNSAFE)
