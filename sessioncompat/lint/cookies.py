"""
What the rules about cookies have in common: calls of ``set_cookie``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Iterator

from .finding import Sure
from .rule import Use, keyword, positional
from .vocabulary import RESPONSE

if TYPE_CHECKING:
    from tree_sitter import Node

_TEXT = rb"(?:'[^'\\\n]*'|\"[^\"\\\n]*\")"
_SIMPLE = rb"(?:[^(),'\"\\#]|" + _TEXT + rb")*"
#: What follows ``set_cookie`` unless its value is a plain text.
NO_TEXT = rb"\s*\((?!" + _SIMPLE + rb",\s*(?:value\s*=\s*)?" + _TEXT + rb"\s*[,)])"
_END = rb"\s*(?:\)|\w+\s*=(?!=)|\*\*)"
#: What follows a method that has so many arguments by position.
POSITIONAL = {
    2: rb"\s*\((?!" + _END + rb"|" + _SIMPLE + rb"(?:\)|," + _END + rb"))",
    3: rb"\s*\((?!(?:" + _SIMPLE + rb",)?(?:" + _END + rb"|" + _SIMPLE + rb"(?:\)|," + _END + rb")))",
}
#: What follows a method that may have its key as a keyword, behind another argument.
KEY_BEHIND = rb"\s*\((?!" + _END + rb")(?!(?:(?!\bkey\b)[^()'\"\\#]|" + _TEXT + rb")*\))"

_RESPONSE = re.compile(r"(?i)^(self\.)?(resp(onse)?|res|redirect_response|r)$")


def response_call(use: Use) -> Sure | None:
    """Return how sure it is that the call is one of a Flask response's methods."""
    if use.call is None or use.object is None:
        return None
    typed = use.owned_by(RESPONSE)
    if typed is not None:
        return typed.sure
    if use.owner is not None:
        return None
    semantics = use.semantics
    if not semantics.mentions_flask or semantics.mentions_other_framework:
        return None
    return Sure.LIKELY if _RESPONSE.match(use.text(use.object)) else None


def value_of(use: Use) -> Node | None:
    """Return the value that ``set_cookie(key, value)`` is given."""
    found = keyword(use.source, use.call, "value")
    if found is not None:
        return found
    arguments = positional(use.call)
    return arguments[1] if arguments is not None and len(arguments) > 1 else None


def origins(use: Use, node: Node | None, steps: int = 3) -> Iterator[Node]:
    """Yield the expressions that a value may have come from, through variables."""
    if node is None:
        return
    if node.type == "parenthesized_expression" and node.named_children:
        yield from origins(use, node.named_children[0], steps)
    elif node.type == "conditional_expression":
        children = node.named_children
        yield from origins(use, children[0], steps)
        yield from origins(use, children[-1], steps)
    elif node.type == "identifier" and steps:
        for binding in use.semantics.resolve(node):
            if binding.kind == "value":
                yield from origins(use, binding.value, steps - 1)
    else:
        yield node


def method_call(use: Use, node: Node) -> str | None:
    """Return the name of the function or method that an expression calls."""
    if node.type != "call":
        return None
    function = node.child_by_field_name("function")
    if function.type == "attribute":
        return use.source.text(function.child_by_field_name("attribute"))
    return use.source.text(function)
