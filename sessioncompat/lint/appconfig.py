"""
Where a key of an application's config is set, in each of the ways to do that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .finding import Sure
from .rule import Use, positional
from .vocabulary import CONFIG

if TYPE_CHECKING:
    from tree_sitter import Node

#: What follows a key in quotes where it is set, and what stands around one that is a keyword.
AFTER_STRING = rb"['\"]+[\s\\]*(?:\][\s\\]*=(?!=)|[,:])"
BEFORE_KEYWORD = rb"(?:[(,]|#[^\n]*\n)[\s\\]*"
AFTER_KEYWORD = rb"\s*=(?!=)"


class Setting(NamedTuple):
    """One key of a config, where it is set."""

    node: Node
    value: Node
    sure: Sure


def setting(use: Use) -> Setting | None:
    """Return what a key is set to where it stands, or None where it is not set."""
    found = _set_by_call(use) or _set_by_item(use)
    if found is None:
        return None
    node, config, value = found
    typed = use.semantics.is_a(config, CONFIG)
    return Setting(node, value, typed.sure) if typed is not None and value is not None else None


def _set_by_item(use: Use) -> tuple[Node, Node | None, Node | None] | None:
    item = use.parent
    if item is None or item.type != "subscript":
        return None
    outer = use.source.parent(item)
    if outer.type != "assignment" or outer.child_by_field_name("left") != item:
        return None
    return outer, item.child_by_field_name("value"), outer.child_by_field_name("right")


def _set_by_call(use: Use) -> tuple[Node, Node | None, Node | None] | None:
    """``config.setdefault(key, value)``, and ``update`` and ``from_mapping`` of either kind."""
    call = use.semantics.enclosing(use.node, "call")
    function = call.child_by_field_name("function") if call is not None else None
    if function is None or function.type != "attribute":
        return None
    config = function.child_by_field_name("object")
    name = use.text(function.child_by_field_name("attribute"))
    given, item = positional(call) or [], use.parent
    if name == "setdefault" and len(given) == 2 and given[0] == use.node:
        return call, config, given[1]
    if name not in ("update", "from_mapping") or item.type not in ("keyword_argument", "pair"):
        return None
    if item.type == "pair":
        if item.child_by_field_name("key") != use.node or use.source.parent(item) not in given:
            return None
    elif item.child_by_field_name("name") != use.node or use.source.parent(
        item
    ) != call.child_by_field_name("arguments"):
        return None
    return item, config, item.child_by_field_name("value")
