"""
What ``app.config.from_object()`` loads.

It takes a class, an instance of one, a module, or the dotted name of either,
and makes keys of what that has in upper case. What another file defines is
found as its imports are. What is chosen from a container is not known, and of
what the environment names only what it is by default.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Iterator, NamedTuple

from .finding import Sure
from .rule import Use, keyword, positional
from .semantics import Binding, ClassInfo, Semantics
from .source import string_value
from .vocabulary import CONFIG

if TYPE_CHECKING:
    from tree_sitter import Node

#: The name of the file itself.
_OWN = "__name__"
#: More bases than anybody has.
_MAX_BASES = 60


class Loaded(NamedTuple):
    """A class or a module that a config is loaded from."""

    semantics: Semantics
    """Of the file that it stands in."""
    scope: Node
    """What holds the keys: the class statement, or the root of the file."""
    name: str
    sure: Sure = Sure.PROVED

    def scopes(self) -> Iterator[Loaded]:
        """Yield it, and where else a key is looked up, in that order."""
        if self.scope.type == "class_definition":
            for info in _lineage(ClassInfo(self.scope, self.semantics)):
                yield self._replace(semantics=info.semantics, scope=info.node, name=info.name)
        else:
            yield from self._starred()

    def _starred(self) -> Iterator[Loaded]:
        pending, seen = [self], set()
        while pending:
            current = pending.pop()
            if current.semantics.source.path in seen:
                continue
            seen.add(current.semantics.source.path)
            yield current
            for path in current.semantics.star_imports:
                pending += _module(current.semantics, path)

    def bindings(self, key: str) -> list[Binding]:
        """Return where a key is bound in it, itself, other than by an annotation alone."""
        found = self.semantics._bindings_in(key, self.scope)
        return [binding for binding in found if not self._is_only_annotated(binding)]

    def _is_only_annotated(self, binding: Binding) -> bool:
        parent = self.semantics.source.parent(binding.node)
        return parent.type == "assignment" and parent.child_by_field_name("right") is None


def loaded(use: Use) -> Iterator[Loaded]:
    """Yield what may be loaded where ``from_object`` is called on an application's config."""
    config = use.owned_by(CONFIG)
    given = positional(use.call) if use.call is not None else None
    if config is None or given is None:
        return
    value = given[0] if given else keyword(use.source, use.call, "obj")
    surest: dict[tuple[int, int], Loaded] = {}
    for found in _meant(use.semantics, value):
        place = id(found.semantics), found.scope.id
        if place not in surest or surest[place].sure < found.sure:
            surest[place] = found
    for found in surest.values():
        yield found._replace(sure=min(found.sure, config.sure))


def _meant(semantics: Semantics, value: Node | None) -> Iterator[Loaded]:
    """Yield the classes and modules that an expression may stand for."""
    pending, seen = [(value, Sure.PROVED)], set()
    while pending:
        node, sure = pending.pop()
        if node is None or (node.id, sure) in seen:
            continue
        seen.add((node.id, sure))
        for found in _said(semantics, node):
            yield found._replace(sure=sure)
        pending += [(child, sure) for child in _branches(node)]
        if node.type == "call":
            pending += [(default, Sure.LIKELY) for default in _defaults(semantics, node)]
        for binding in semantics.resolve(node) if node.type == "identifier" else ():
            if binding.kind == "value":
                pending.append((binding.value, sure))
            elif binding.kind == "parameter" and binding.value is not None:
                # Who calls the function may give it something else.
                default = binding.value.child_by_field_name("value")
                pending.append((default, Sure.LIKELY))


def _branches(node: Node) -> list[Node]:
    if node.type in ("parenthesized_expression", "boolean_operator"):
        return node.named_children
    if node.type == "conditional_expression":
        return [node.named_children[0], node.named_children[-1]]
    return []


def _defaults(semantics: Semantics, call: Node) -> list[Node]:
    """Return what is taken where the environment has no variable of a name."""
    function = call.child_by_field_name("function")
    is_variable = semantics.is_path(function, "os.environ.get", "os.getenv")
    return (positional(call) or [])[1:] if is_variable else []


def _said(semantics: Semantics, node: Node) -> Iterator[Loaded]:
    """Yield what an expression says itself, without what its names are assigned."""
    path = _dotted(semantics, node)
    if path is not None:
        yield from _named(semantics, path)
    elif node.type == "call":
        for info in semantics.classes(node.child_by_field_name("function")):
            yield _of_class(info)
    elif node.type == "identifier":
        for binding in semantics.resolve(node):
            if binding.kind == "class":
                yield _of_class(ClassInfo(binding.value, semantics))
            elif binding.path is not None:
                yield from _named(semantics, binding.path)
    elif node.type == "attribute":
        for path in semantics.paths(node):
            yield from _named(semantics, path)


def _dotted(semantics: Semantics, node: Node) -> str | None:
    """Return a dotted name that is looked up: a string, ``__name__``, or the two added."""
    source = semantics.source
    if node.type == "identifier":
        is_own = source.text(node) == _OWN and not semantics.resolve(node)
        return _OWN if is_own else None
    if node.type == "binary_operator" and source.text(node.child_by_field_name("operator")) == "+":
        first, second = (node.child_by_field_name(side) for side in ("left", "right"))
        if _dotted(semantics, first) != _OWN:
            return None
        text = _OWN + (string_value(source, second) or "?")
    else:
        text = string_value(source, node) or "?"
    text = text.replace(":", ".")
    return text if all(part.isidentifier() for part in text.split(".")) else None


def _named(semantics: Semantics, path: str) -> Iterator[Loaded]:
    """Yield what has a dotted name."""
    info = semantics.class_of_path(path)
    if info is not None:
        yield _of_class(info)
        return
    modules = _module(semantics, path)
    yield from modules
    module, _, name = path.rpartition(".")
    if not modules and any(one.semantics is semantics for one in _module(semantics, module)):
        for binding in semantics._bindings_in(name, semantics.source.root):
            if binding.kind == "class":
                yield _of_class(ClassInfo(binding.value, semantics))


def _of_class(info: ClassInfo) -> Loaded:
    return Loaded(info.semantics, info.node, info.name)


def _module(semantics: Semantics, path: str) -> list[Loaded]:
    found: Semantics | None = None
    if path == _OWN:
        found = semantics
    elif semantics.project is not None:
        found = semantics.project.module(path, semantics.source.path)
    return [Loaded(found, found.source.root, path.lstrip("."))] if found is not None else []


def _lineage(info: ClassInfo) -> list[ClassInfo]:
    """Return a class and those it derives from, in the order in which attributes are looked up."""
    found, pending = [], [info]
    while pending and len(found) < _MAX_BASES:
        current = pending.pop()
        found.append(current)
        bases = [c for base in current.base_nodes() for c in current.semantics.classes(base)]
        pending += reversed(bases)
    # A class that several derive from comes after all of them.
    return list(dict.fromkeys(reversed(found)))[::-1]
