"""
Changes that an ``after_request`` function makes to the session are lost
before Flask 0.9.

The session was saved first there, and nobody says so. Change the session
before the view returns, or raise the floor to Flask 0.9.

There is no fix: where the change belongs is yours to say.

See https://flask.palletsprojects.com/en/stable/changes/#version-0-9

Before, on Flask >=0.8,<3.2::

    from flask import Flask, session

    app = Flask(__name__)

    @app.after_request
    def count(response):
        session["count"] = session.get("count", 0) + 1
        return response

After::

    from flask import Flask, session

    app = Flask(__name__)

    @app.before_request
    def count():
        session["count"] = session.get("count", 0) + 1
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Iterator

from ... import history
from .. import phrases
from ..finding import Finding
from ..rule import Rule, Use, arguments

if TYPE_CHECKING:
    from tree_sitter import Node

ROW = history.BY_PATH["flask.saves-after-after_request"]
rule = Rule(__name__, code="SC316")


@rule.check(
    "session", needs=(b"after_request",), used=("flask",), after=rb"\s*\[",
    when=lambda target, name: target.not_yet(ROW) is not None,
)
def check_written(use: Use) -> Iterator[Finding]:
    subscript = use.around
    not_yet = phrases.not_yet(use.range, ROW)
    if not_yet is None or subscript is None or subscript.type != "subscript":
        return
    if not use.semantics.is_path(use.expression, "flask.session"):
        return
    outer = use.source.parent(subscript)
    written = outer.type in ("assignment", "augmented_assignment", "delete_statement")
    if not written or outer.child_by_field_name("right") == subscript:
        return
    function = use.semantics.enclosing_function(use.node)
    if function is None or use.guarded() or not _comes_after_request(use, function):
        return
    if _is_taken_out_again(use, function, subscript):
        return
    yield rule.finding(
        use,
        f"Saving what `after_request` changes is {not_yet}: the change is lost there."
        " Change the session in the view, or in `before_request`.",
        node=outer,
    )


def _comes_after_request(use: Use, function: Node) -> bool:
    """Say whether ``@app.after_request`` stands above it, or it is given to ``app.after_request()``."""
    around = use.source.parent(function)
    if around.type == "decorated_definition":
        if any(
            child.type == "decorator" and use.text(child).endswith(".after_request")
            for child in around.named_children
        ):
            return True
    return any(_registers(use, node, function) for node in use.source.occurrences("after_request"))


def _is_taken_out_again(use: Use, function: Node, subscript: Node) -> bool:
    """Say whether the key is a note of the function to itself, and is not to be saved."""
    key = use.text(subscript.child_by_field_name("subscript"))
    return f"{use.text(use.expression)}.pop({key}".encode() in use.source.bytes(function)


def _registers(use: Use, node: Node, function: Node) -> bool:
    method = use.source.parent(node)
    call = use.source.parent(method) if method is not None and method.type == "attribute" else None
    if call is None or call.type != "call" or call.child_by_field_name("function") != method:
        return False
    given, name = arguments(call), function.child_by_field_name("name")
    if len(given) != 1:
        return False
    if given[0].type == "identifier":
        return [binding.node for binding in use.semantics.resolve(given[0])] == [name]
    owner, here = use.semantics.enclosing_class(function), use.semantics.enclosing_class(node)
    is_own = owner is not None and here is not None and owner.node == here.node
    return is_own and use.text(given[0]) == f"self.{use.text(name)}"
