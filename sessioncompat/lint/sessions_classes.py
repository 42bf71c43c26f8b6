"""
What the rules about session classes have in common.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Iterator

from .rule import Use
from .semantics import ClassInfo, Semantics
from .source import Source

if TYPE_CHECKING:
    from tree_sitter import Node

MIXIN = "flask.sessions.SessionMixin"
ABSTRACT = frozenset(
    f"{module}.{name}"
    for module in ("collections", "collections.abc", "typing")
    for name in ("MutableMapping", "Mapping", "Collection", "Container", "Iterable", "Sized")
)
#: Bases that bring a whole mapping with them.
CONCRETE = frozenset(
    {
        "collections.OrderedDict",
        "collections.UserDict",
        "collections.defaultdict",
        "UserDict.UserDict",
        "UserDict.IterableUserDict",
        "flask.sessions.SecureCookieSession",
        "werkzeug.datastructures.CallbackDict",
        "werkzeug.datastructures.MultiDict",
        "werkzeug.datastructures.TypeConversionDict",
    }
)
PLAIN = frozenset({"object", "abc.ABC", "typing.Generic"})


def class_with_base(use: Use) -> ClassInfo | None:
    """Return the class statement that has the use among its bases."""
    bases = use.around
    if bases is None or bases.type != "argument_list":
        return None
    statement = use.source.parent(bases)
    if statement is None or statement.type != "class_definition":
        return None
    return ClassInfo(statement, use.semantics)


def base_paths(info: ClassInfo, base: Node) -> set[str]:
    """Return what a base is and derives from; ``?`` where that is not known."""
    semantics = info.semantics
    text = semantics.source.text(base)
    if base.type == "identifier" and text in ("dict", "object") and not semantics.resolve(base):
        return {text}
    found = set(semantics.paths(base))
    for cls in semantics.classes(base):
        found |= {b.lstrip("?") if b in ("?dict", "?object") else b for b in semantics.bases(cls)}
        found.add("?here")
    return found or {f"?{text}"}


def is_concrete(paths: set[str]) -> bool:
    return "dict" in paths or bool(paths & CONCRETE)


def reordered(source: Source, bases: Node, order: list[Node]) -> str | None:
    """Return a list of bases with the positional ones in a new order."""
    children = [c for c in bases.named_children]
    if any(c.type == "comment" for c in children):
        return None
    rest = [c for c in children if c.type == "keyword_argument"]
    return "(" + ", ".join(source.text(c) for c in [*order, *rest]) + ")"


def session_classes(semantics: Semantics) -> Iterator[ClassInfo]:
    """Yield the classes of a file that derive from Flask's session mixin."""
    for node in semantics.source.root.children:
        inner = node.child_by_field_name("definition") or node
        if inner.type == "class_definition":
            info = ClassInfo(inner, semantics)
            if MIXIN in semantics.bases(info):
                yield info
