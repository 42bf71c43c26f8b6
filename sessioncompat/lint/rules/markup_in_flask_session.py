"""
Flask-Session can't store ``Markup`` since its 0.7.

Its sessions were pickles, which hold anything, and are msgpack or JSON since
0.7. You will see ``TypeError: Encoding objects of type Markup is
unsupported``. ``flash`` puts its message into the session, too
(https://github.com/pallets-eco/flask-session/issues/212).

Store text, ``str(value)``, and mark it as safe where it is shown. That is
right with every release.

Leave it where the sessions are kept by ``cachelib``, which pickles still.
Flask's own cookie sessions store ``Markup`` since Flask 0.10, and nothing is
said but where ``flask_session`` is imported. There is no fix: text that is no
longer marked is escaped by the template.

Before::

    from flask import flash, session
    from flask_session import Session
    from markupsafe import Markup

    def saved():
        flash(Markup("<b>Saved.</b>"))

After::

    from flask import flash, session
    from flask_session import Session

    def saved():
        flash("Saved.")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Iterator

from ... import history
from .. import phrases
from ..cookies import origins
from ..finding import Finding
from ..rule import Rule, Use

if TYPE_CHECKING:
    from tree_sitter import Node

ROW = history.BY_PATH["flask_session.pickles"]
MARKUP = ("markupsafe.Markup", "flask.Markup", "jinja2.Markup", "jinja2.utils.Markup")
NEEDS = (b"flask_session", b"flask.ext.session")
BESIDE = (rb"Markup", rb"(?m)^[ \t]*(?:from|import)[ \t]+flask_session\b")
rule = Rule(__name__, code="SC143")


@rule.check("flash", needs=NEEDS, used=("flask",), beside=BESIDE, after=rb"\s*\(")
def check_flash(use: Use) -> Iterator[Finding]:
    if use.arguments and use.semantics.is_path(use.expression, "flask.flash"):
        yield from _found(use, use.arguments[0], use.call)


@rule.check("session", needs=NEEDS, used=("flask",), beside=BESIDE, after=rb"\s*\[")
def check_item(use: Use) -> Iterator[Finding]:
    subscript = use.around
    assignment = use.source.parent(subscript) if subscript is not None else None
    if assignment is None or assignment.type != "assignment":
        return
    if assignment.child_by_field_name("left") != subscript:
        return
    if use.semantics.is_path(use.expression, "flask.session"):
        yield from _found(use, assignment.child_by_field_name("right"), assignment)


def _found(use: Use, value: Node, node: Node) -> Iterator[Finding]:
    gone = phrases.gone(use.range, ROW)
    if gone is None or "flask_session" not in use.semantics._imported_roots:
        return
    if any(_is_markup(use, origin) for origin in origins(use, value)):
        yield rule.finding(
            use, f"The pickle that could hold this `Markup` is {gone}. Store `str` of it.",
            node=node,
        )  # fmt: skip


def _is_markup(use: Use, node: Node) -> bool:
    return node.type == "call" and use.semantics.is_path(
        node.child_by_field_name("function"), *MARKUP
    )
