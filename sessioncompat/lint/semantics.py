"""
What the names in a file mean.

Small on purpose, and lazy: a name is looked up when a rule asks for it, by
finding the places that bind it and going outwards through the scopes, as
Python would. What cannot be followed has no meaning here, and no rule fires.

Known limits: branches are not executed, so that the nearest binding before
the use counts, or all of them where none is certain to run; containers,
``setattr`` and ``exec`` are not looked into.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Iterator, NamedTuple, Protocol

from . import vocabulary as words
from .finding import Sure
from .source import Source, string_value

if TYPE_CHECKING:
    from tree_sitter import Node

_SCOPES = frozenset({"function_definition", "lambda", "class_definition", "module"})
_COMPREHENSIONS = frozenset(
    {
        "list_comprehension",
        "set_comprehension",
        "dictionary_comprehension",
        "generator_expression",
    }
)
#: What an identifier stands in directly where it is bound. Most uses do not.
_BINDING = frozenset(
    "aliased_import as_pattern as_pattern_target assignment augmented_assignment"
    " class_definition default_parameter dictionary_splat_pattern dotted_name for_in_clause"
    " for_statement function_definition global_statement lambda_parameters list_pattern"
    " list_splat_pattern named_expression nonlocal_statement parameters"
    " parenthesized_expression pattern_list tuple_pattern typed_default_parameter"
    " typed_parameter".split()
)
#: What holds code that runs at another time, or not at all.
FUNCTIONS = ("function_definition", "class_definition", "lambda")
_RETURN = re.compile(rb"\breturn\b")
_BLOCKS = frozenset({"module", "block"})
_MAX_STEPS = 14


class Modules(Protocol):
    """Where the other files of the project are found."""

    def module(self, dotted: str, importer: str) -> Semantics | None:
        """Return the module that a file imports by a dotted name."""


class Binding(NamedTuple):
    """One place that gives a name a meaning."""

    kind: str
    """``import``, ``value``, ``parameter``, ``function``, ``class``, ``with``, ``other``."""
    node: Node
    """The identifier that is bound."""
    scope: Node
    path: str | None = None
    value: Node | None = None


class Typed(NamedTuple):
    """The type of an object, and how sure that is."""

    name: str
    sure: Sure = Sure.PROVED
    cls: ClassInfo | None = None


class ClassInfo(NamedTuple):
    """A class statement, in whichever file it stands."""

    node: Node
    semantics: Semantics

    @property
    def name(self) -> str:
        name = self.node.child_by_field_name("name")
        return self.semantics.source.text(name) if name else ""

    @property
    def body(self) -> Node | None:
        return self.node.child_by_field_name("body")

    def base_nodes(self) -> list[Node]:
        """Return the positional bases, in order."""
        bases = self.node.child_by_field_name("superclasses")
        if bases is None:
            return []
        return [
            child
            for child in bases.named_children
            if child.type not in ("keyword_argument", "comment")
        ]

    def members(self) -> Iterator[tuple[str, Node]]:
        """Yield what the class body binds: name, and the statement."""
        if self.body is None:
            return
        for statement in self.body.named_children:
            yield from _members(self.semantics.source, statement)

    def member(self, name: str) -> Node | None:
        """Return the last statement of the body that binds a name."""
        found = None
        for member, statement in self.members():
            if member == name:
                found = statement
        return found

    def method(self, name: str) -> Node | None:
        """Return the function definition of a method."""
        member = self.member(name)
        if member is not None and member.type == "function_definition":
            return member
        return None


def _members(source: Source, statement: Node) -> Iterator[tuple[str, Node]]:
    if statement.type == "decorated_definition":
        inner = statement.child_by_field_name("definition")
        if inner is not None:
            statement = inner
    if statement.type in ("function_definition", "class_definition"):
        name = statement.child_by_field_name("name")
        if name is not None:
            yield source.text(name), statement
    elif statement.type == "expression_statement":
        for child in statement.named_children:
            while child is not None and child.type == "assignment":
                left = child.child_by_field_name("left")
                if left is not None and left.type == "identifier":
                    yield source.text(left), child
                elif left is not None and left.type in ("pattern_list", "tuple_pattern"):
                    for item in left.named_children:
                        if item.type == "identifier":
                            yield source.text(item), child
                child = child.child_by_field_name("right")
    elif statement.type in ("if_statement", "try_statement", "else_clause", "except_clause"):
        for block in statement.named_children:
            if block.type == "block":
                for inner in block.named_children:
                    yield from _members(source, inner)
            elif block.type in ("else_clause", "elif_clause", "except_clause"):
                yield from _members(source, block)


class Semantics:
    """The meaning of one file, found out as it is asked for."""

    def __init__(self, source: Source, project: Modules | None = None) -> None:
        self.source = source
        self.project = project
        self._bindings: dict[str, list[Binding]] = {}
        self._by_scope: dict[str, dict[int, list[Binding]]] = {}
        self._resolved: dict[int, list[Binding]] = {}
        self._scopes: dict[int, Node] = {}
        self._returned: dict[int, list[Node]] = {}
        self._steps = 0

    # What kind of file this is

    @cached_property
    def _imported_roots(self) -> set[str]:
        found = re.findall(
            rb"^[ \t]*(?:from|import)[ \t]+([A-Za-z_][A-Za-z0-9_]*)",
            self.source.code,
            re.M,
        )
        return {name.decode() for name in found}

    @cached_property
    def mentions_flask(self) -> bool:
        """Whether the file imports Flask or something made for it."""
        return any(
            root in ("flask", "flaskext", "sessioncompat") or root.startswith("flask_")
            for root in self._imported_roots
        )

    @cached_property
    def mentions_other_framework(self) -> bool:
        return any(
            root == other or root.startswith(other + "_")
            for root in self._imported_roots
            for other in words.OTHER_FRAMEWORKS
        )

    @property
    def _is_flask_file(self) -> bool:
        return self.mentions_flask and not self.mentions_other_framework

    @property
    def _signs_as_flask(self) -> bool:
        """Whether the file imports what signs Flask's cookies, as helpers of tests do."""
        return "itsdangerous" in self._imported_roots and not self.mentions_other_framework

    @cached_property
    def star_imports(self) -> list[str]:
        """The modules that everything is imported from."""
        found = []
        for match in re.finditer(rb"\bimport\s*\(?\s*\*", self.source.code):
            node = self.source.node_at(match.end() - 1, match.end())
            for ancestor in self.source.ancestors(node) if node is not None else ():
                if ancestor.type == "import_from_statement":
                    found.append(self._module_of(ancestor))
        return found

    # Scopes

    def scope_of(self, node: Node) -> Node:
        """Return the innermost scope that the node is evaluated in."""
        found = self._scopes.get(node.id)
        if found is None:
            found = self._scopes[node.id] = self._scope_of(node)
        return found

    def _scope_of(self, node: Node) -> Node:
        previous = node
        for ancestor in self.source.ancestors(node):
            if ancestor.type in _SCOPES and self._is_inside(ancestor, previous, node):
                return ancestor
            if ancestor.type in _COMPREHENSIONS:
                return ancestor
            previous = ancestor
        return self.source.root

    def is_module(self, scope: Node) -> bool:
        """Say whether a scope is the file's, which is an ERROR where nothing could be read."""
        return scope.id == self.source.root.id

    def _is_inside(self, scope: Node, child: Node, node: Node) -> bool:
        if scope.type == "module":
            return True
        body = scope.child_by_field_name("body")
        if body is not None and child.id == body.id:
            return True
        if child.type in ("parameters", "lambda_parameters"):
            return self._parameter_of(node) is not None
        return False

    def _parameter_of(self, node: Node) -> Node | None:
        """Return the parameter that an identifier names, or None for defaults and types."""
        parent = self.source.parent(node)
        if parent is None:
            return None
        if parent.type in ("parameters", "lambda_parameters"):
            return node
        if parent.type in ("default_parameter", "typed_default_parameter"):
            return parent if parent.child_by_field_name("name") == node else None
        if parent.type in ("typed_parameter", "list_splat_pattern", "dictionary_splat_pattern"):
            grand = self.source.parent(parent)
            if grand is not None and grand.type in (
                "parameters",
                "lambda_parameters",
                "typed_parameter",
            ):
                return parent if parent.named_children[0] == node else None
        return None

    def enclosing(self, node: Node, *types: str) -> Node | None:
        """Return the innermost ancestor of one of the types."""
        for ancestor in self.source.ancestors(node):
            if ancestor.type in types:
                return ancestor
        return None

    def enclosing_class(self, node: Node) -> ClassInfo | None:
        """Return the class that a method's code, or a class body, belongs to."""
        previous = node
        for ancestor in self.source.ancestors(node):
            if ancestor.type == "class_definition":
                body = ancestor.child_by_field_name("body")
                if body is not None and previous.id == body.id:
                    return ClassInfo(ancestor, self)
            previous = ancestor
        return None

    def enclosing_function(self, node: Node) -> Node | None:
        """Return the function whose body or parameters hold the node."""
        previous = node
        for ancestor in self.source.ancestors(node):
            if ancestor.type == "function_definition":
                body = ancestor.child_by_field_name("body")
                if (body is not None and previous.id == body.id) or previous.type == "parameters":
                    return ancestor
            previous = ancestor
        return None

    def returned(self, function: Node) -> list[Node]:
        """Return what the ``return`` statements of a function return, in order."""
        found = self._returned.get(function.id)
        if found is None:
            found = self._returned[function.id] = list(self._find_returned(function))
        return found

    def _find_returned(self, function: Node) -> Iterator[Node]:
        # By the word: a walk over the function would see every node there is.
        for match in _RETURN.finditer(self.source.code, function.start_byte, function.end_byte):
            statement = self.source.parent(self.source.node_at(*match.span()))
            if statement is not None and statement.type == "return_statement":
                inner = self.enclosing(statement, *FUNCTIONS)
                if statement.named_children and inner == function:
                    yield statement.named_children[0]

    # Bindings

    def bindings(self, name: str) -> list[Binding]:
        """Return every place in the file that binds a name, in order."""
        found = self._bindings.get(name)
        if found is None:
            found = []
            for node in self.source.occurrences(name):
                binding = self._binding(node)
                if binding is not None:
                    found.append(binding)
            self._bindings[name] = found
        return found

    def _bindings_in(self, name: str, scope: Node) -> list[Binding]:
        found = self._by_scope.get(name)
        if found is None:
            found = self._by_scope[name] = {}
            for binding in self.bindings(name):
                found.setdefault(binding.scope.id, []).append(binding)
        return found.get(scope.id, [])

    def _binding(self, node: Node) -> Binding | None:
        parent = self.source.parent(node)
        if parent is None or parent.type not in _BINDING:
            return None
        ancestors = self.source.ancestors(node)
        if parent.type == "dotted_name":
            return self._import_binding(node, ancestors)
        if parent.type == "aliased_import":
            if parent.child_by_field_name("alias") == node:
                return self._import_binding(node, ancestors)
            return None
        if parent.type in ("function_definition", "class_definition"):
            if parent.child_by_field_name("name") != node:
                return None
            kind = "function" if parent.type == "function_definition" else "class"
            return Binding(kind, node, self.scope_of(parent), value=parent)
        if self._parameter_of(node) is not None:
            return Binding("parameter", node, self.scope_of(node), value=self._parameter_of(node))
        if parent.type in ("global_statement", "nonlocal_statement"):
            return Binding(parent.type, node, self.scope_of(node))
        return self._assignment_binding(node, ancestors)

    def _import_binding(self, node: Node, ancestors: list[Node]) -> Binding | None:
        statement = next(
            (a for a in ancestors[:3] if a.type in ("import_statement", "import_from_statement")),
            None,
        )
        if statement is None:
            return None
        item = ancestors[0]
        alias = None
        if item.type == "aliased_import":
            alias, dotted = node, item.child_by_field_name("name")
        else:
            dotted = item
            outer = ancestors[1]
            if outer.type == "aliased_import" or dotted.named_children[0] != node:
                return None
            if statement.child_by_field_name("module_name") == dotted:
                return None
        text = self.source.text(dotted).replace(" ", "") if dotted is not None else ""
        if statement.type == "import_statement":
            path = text if alias is not None else text.partition(".")[0]
        else:
            module = self._module_of(statement)
            path = f"{module}{'' if module.endswith('.') else '.'}{text}"
        return Binding("import", node, self.scope_of(statement), path=words.canonical(path))

    def _module_of(self, statement: Node) -> str:
        module = statement.child_by_field_name("module_name")
        return "".join(self.source.text(module).split()) if module is not None else ""

    def _assignment_binding(self, node: Node, ancestors: list[Node]) -> Binding | None:
        previous = node
        unpacked = False
        for ancestor in ancestors:
            kind = ancestor.type
            if kind in ("pattern_list", "tuple_pattern", "list_pattern", "list_splat_pattern"):
                unpacked = True
            elif kind == "parenthesized_expression":
                pass
            elif kind == "as_pattern_target":
                pass
            elif kind == "as_pattern":
                if previous.type != "as_pattern_target":
                    return None
                value = ancestor.named_children[0] if not unpacked else None
                inside_with = any(a.type == "with_item" for a in ancestors[:4])
                return Binding(
                    "with" if inside_with else "other", node, self.scope_of(node), value=value
                )
            elif kind in ("assignment", "augmented_assignment", "named_expression"):
                field = "name" if kind == "named_expression" else "left"
                if ancestor.child_by_field_name(field) != previous:
                    return None
                value = None if unpacked else _final_value(ancestor)
                if kind == "augmented_assignment":
                    value = None
                return Binding("value", node, self.scope_of(ancestor), value=value)
            elif kind in ("for_statement", "for_in_clause"):
                if ancestor.child_by_field_name("left") != previous:
                    return None
                scope = self.scope_of(node)
                return Binding("other", node, scope)
            elif kind == "delete_statement":
                return None
            else:
                return None
            previous = ancestor
        return None

    def resolve(self, node: Node) -> list[Binding]:
        """
        Return what an identifier may be bound to where it stands.

        Empty for what nothing in the file binds: builtins, and what came with
        a star import.
        """
        found = self._resolved.get(node.id)
        if found is None:
            found = self._resolved[node.id] = self._resolve(node)
        return found

    def _resolve(self, node: Node) -> list[Binding]:
        name = self.source.text(node)
        if not self.bindings(name):
            return []
        scope = self.scope_of(node)
        first = True
        while True:
            if first or scope.type != "class_definition":
                here = self._bindings_in(name, scope)
                if any(b.kind == "global_statement" for b in here):
                    here = self._bindings_in(name, self.source.root)
                elif any(b.kind == "nonlocal_statement" for b in here):
                    here = []
                if here:
                    return self._reaching(here, node, scope)
            if self.is_module(scope):
                return []
            scope = self.scope_of(scope)
            first = False

    def _reaching(self, bindings: list[Binding], node: Node, scope: Node) -> list[Binding]:
        """Drop the bindings that a later, certain one replaces before the use."""
        own = self.scope_of(node)
        if own.id != scope.id and own.type not in _COMPREHENSIONS:
            # A function runs later, when the module has been executed.
            return bindings
        before = [b for b in bindings if b.node.end_byte <= node.start_byte]
        if not before:
            return bindings
        around = {ancestor.id for ancestor in self.source.ancestors(node)}
        reaching: list[Binding] = []
        for binding in before:
            block = self._block_of(binding)
            value = binding.value
            if value is not None and value.start_byte <= node.start_byte < value.end_byte:
                continue
            if binding.kind == "parameter" or block.id in around:
                reaching = []
            # Whatever was bound in the same branch is bound again.
            reaching = [b for b in reaching if block not in self.source.ancestors(b.node)]
            reaching.append(binding)
        return reaching or before

    def _block_of(self, binding: Binding) -> Node:
        ancestors = self.source.ancestors(binding.node)
        return next((a for a in ancestors if a.type in _BLOCKS), self.source.root)

    # Paths

    def paths(self, node: Node | None) -> set[str]:
        """
        Return the canonical paths that an expression may stand for.

        ``f.current_app`` with ``import flask as f`` is ``flask.current_app``.
        Empty where any of its possible meanings is not an import.
        """
        if node is None:
            return set()
        if node.type == "parenthesized_expression" and node.named_child_count == 1:
            return self.paths(node.named_children[0])
        if node.type == "identifier":
            return self._paths_of_name(node)
        if node.type == "dotted_name":
            return {words.canonical(self.source.text(node))}
        if node.type == "attribute":
            name = node.child_by_field_name("attribute")
            inner = self.paths(node.child_by_field_name("object"))
            return {words.canonical(f"{path}.{self.source.text(name)}") for path in inner}
        return set()

    def _paths_of_name(self, node: Node) -> set[str]:
        bindings = self.resolve(node)
        name = self.source.text(node)
        if not bindings:
            if "flask" in self.star_imports and name in words.STAR:
                return {words.canonical(f"flask.{name}")}
            return {
                words.canonical(f"{module}.{name}")
                for module in self.star_imports
                if module in ("flask.sessions", "flask.globals", "sessioncompat")
                and name[:1].isupper()
            }
        paths: set[str] = set()
        for binding in bindings:
            if binding.path is not None:
                paths.add(binding.path)
            elif binding.kind == "value" and binding.value is not None:
                if binding.value.type in ("none", "false", "true"):
                    continue
                if binding.value.type not in ("identifier", "attribute"):
                    return set()
                found = self.following(lambda v=binding.value: self.paths(v), set())
                if not found:
                    return set()
                paths |= found
            else:
                return set()
        return paths

    def may_be(self, node: Node) -> set[str]:
        """Return the paths that an expression has in some branch, if not in all."""
        if node.type == "subscript":
            return self.may_be(node.child_by_field_name("value"))
        if node.type != "identifier":
            return self.paths(node)
        found = {b.path for b in self.resolve(node) if b.path is not None}
        return found or self.paths(node)

    def is_path(self, node: Node | None, *paths: str) -> bool:
        """Say whether an expression can be nothing but one of the paths."""
        found = self.paths(node)
        return bool(found) and found <= set(paths)

    # Classes

    def class_of_path(self, path: str) -> ClassInfo | None:
        """Return the class that another file of the project defines."""
        binding = self._elsewhere(path)
        if binding is None:
            return None
        semantics, found = binding
        if found.kind == "class" and found.value is not None:
            return ClassInfo(found.value, semantics)
        if found.kind == "import" and found.path is not None:
            return self.following(lambda: semantics.class_of_path(found.path), None)
        return None

    def _elsewhere(self, path: str) -> tuple[Semantics, Binding] | None:
        """Return where another file of the project binds an imported name."""
        if self.project is None or path.startswith(("flask.", "werkzeug.", "itsdangerous.")):
            return None
        module, _, name = path.rpartition(".")
        if not module.strip("."):
            module = module + "." if path.startswith(".") else module
        if not module:
            return None
        semantics = self.project.module(module, self.source.path)
        if semantics is None or semantics is self:
            return None
        bindings = [b for b in semantics.bindings(name) if semantics.is_module(b.scope)]
        return (semantics, bindings[-1]) if bindings else None

    def classes(self, node: Node) -> list[ClassInfo]:
        """Return the class statements that an expression may name."""
        if node.type == "subscript":
            return self.classes(node.child_by_field_name("value"))
        if node.type == "identifier":
            found = []
            for binding in self.resolve(node):
                if binding.kind == "class" and binding.value is not None:
                    found.append(ClassInfo(binding.value, self))
                elif binding.kind == "import" and binding.path is not None:
                    other = self.class_of_path(binding.path)
                    if other is not None:
                        found.append(other)
            return found
        if node.type == "attribute":
            return [c for path in self.paths(node) if (c := self.class_of_path(path)) is not None]
        return []

    def bases(self, info: ClassInfo) -> set[str]:
        """Return the paths of all classes that a class derives from, near and far."""
        found: set[str] = set()
        pending, seen = [info], set()
        while pending and len(seen) < 60:
            current = pending.pop()
            if (id(current.semantics), current.node.id) in seen:
                continue
            seen.add((id(current.semantics), current.node.id))
            for base in current.base_nodes():
                classes = current.semantics.classes(base)
                pending.extend(classes)
                paths = current.semantics.may_be(base)
                found |= paths
                if not classes and not paths:
                    found.add("?" + current.semantics.source.text(base))
        return found

    def class_type(self, info: ClassInfo) -> Typed | None:
        """Return what instances of a class are."""
        for base in sorted(self.bases(info)):
            name = words.CLASSES.get(base)
            if name is not None:
                return Typed(name, Sure.PROVED, info)
        hooks = [info.method(name) for name in ("open_session", "save_session")]
        if all(hook is not None for hook in hooks):
            counts = [len(parameters(info.semantics.source, hook)) for hook in hooks]
            if counts == [3, 4] and not self.mentions_other_framework:
                sure = Sure.PROVED if self.mentions_flask else Sure.LIKELY
                return Typed(words.INTERFACE, sure, info)
        return None

    # Types

    def type_of(self, node: Node | None) -> Typed | None:
        """Return what an expression is an instance of, as far as Flask goes."""
        if node is None:
            return None
        return self.following(lambda: self._type_of(node), None)

    def is_a(self, node: Node | None, *names: str) -> Typed | None:
        """Return the type of an expression if it is one of the given."""
        found = self.type_of(node)
        return found if found is not None and found.name in names else None

    def following(self, function, otherwise):
        # Definitions can go round in circles; a few steps reach all honest ones.
        if self._steps >= _MAX_STEPS:
            return otherwise
        self._steps += 1
        try:
            return function()
        finally:
            self._steps -= 1

    def _type_of(self, node: Node) -> Typed | None:
        kind = node.type
        if kind == "identifier":
            return self._type_of_name(node)
        if kind == "attribute":
            return self._type_of_attribute(node)
        if kind == "call":
            return self._type_of_call(node)
        if kind in ("parenthesized_expression", "await"):
            return self.type_of(node.named_children[0]) if node.named_children else None
        if kind == "conditional_expression":
            children = node.named_children
            return self.type_of(children[0]) or self.type_of(children[-1])
        if kind == "boolean_operator":
            left, right = (node.child_by_field_name(side) for side in ("left", "right"))
            return self.type_of(left) or self.type_of(right)
        if kind == "named_expression":
            return self.type_of(node.child_by_field_name("value"))
        return None

    def _type_of_name(self, node: Node) -> Typed | None:
        paths = self.paths(node)
        for path in sorted(paths):
            if path in words.OBJECTS:
                sure = Sure.PROVED if len(paths) == 1 else Sure.LIKELY
                alternatives = {words.OBJECTS.get(p) for p in paths}
                return Typed(words.OBJECTS[path], Sure.PROVED if len(alternatives) == 1 else sure)
        bindings = self.resolve(node)
        name = self.source.text(node)
        if not bindings:
            return self._by_name(name) if not paths else None
        last = None
        for binding in reversed(bindings):
            found = self._type_of_binding(binding, name)
            if found is not None:
                return found
            last = binding
        if last is not None and last.kind == "import" and last.path is not None:
            root = last.path.lstrip(".").partition(".")[0]
            if self._foreign(root):
                return None
            return self._by_name(name)
        return None

    @staticmethod
    def _foreign(root: str) -> bool:
        return any(root == o or root.startswith(o + "_") for o in words.OTHER_FRAMEWORKS)

    def _by_name(self, name: str) -> Typed | None:
        if name in words.APP_NAMES and (self._is_flask_file or self._signs_as_flask):
            return Typed(words.APP, Sure.LIKELY)
        return None

    def _type_of_binding(self, binding: Binding, name: str) -> Typed | None:
        if binding.kind == "value":
            return self.type_of(binding.value) or self._annotated(binding.node)
        if binding.kind == "with":
            value = binding.value
            found = self.type_of(value)
            if found is not None and found.name == words.SESSION and value.type == "call":
                return found
            return found
        if binding.kind == "parameter":
            return self._type_of_parameter(binding, name)
        if binding.kind == "import" and binding.path is not None:
            elsewhere = self._elsewhere(binding.path)
            if elsewhere is not None:
                semantics, found = elsewhere
                return self.following(
                    lambda: semantics._type_of_binding(found, name), None
                )
        return None

    def _annotated(self, node: Node) -> Typed | None:
        parent = self.source.parent(node)
        if parent is None:
            return None
        return self._type_of_annotation(parent.child_by_field_name("type"))

    def _type_of_annotation(self, node: Node | None) -> Typed | None:
        if node is None:
            return None
        pending = [node]
        while pending:
            current = pending.pop(0)
            if current.type in ("identifier", "attribute"):
                for path in self.paths(current):
                    if path in words.CLASSES:
                        return Typed(words.CLASSES[path])
                for info in self.classes(current):
                    found = self.class_type(info)
                    if found is not None:
                        return found
                continue
            text = string_value(self.source, current) if current.type == "string" else None
            if text is not None:
                for binding in self.bindings(text.split(".")[0].split("[")[0].strip()):
                    path = binding.path
                    if path is not None and "." in text:
                        path = words.canonical(path + text[text.index(".") :])
                    if path in words.CLASSES:
                        return Typed(words.CLASSES[path])
                continue
            pending.extend(current.named_children)
        return None

    def _type_of_parameter(self, binding: Binding, name: str) -> Typed | None:
        parameter = binding.value
        function = binding.scope
        if parameter is None:
            return None
        if parameter.type in ("typed_parameter", "typed_default_parameter"):
            found = self._type_of_annotation(parameter.child_by_field_name("type"))
            if found is not None:
                return found
            return None
        if function.type != "function_definition":
            return self._by_name(name)
        names = parameters(self.source, function)
        info = self._class_of_method(function)
        index = names.index(name) if name in names else -1
        if info is not None and index == 0 and not self._is_static(function):
            return self.class_type(info)
        found = self._type_of_hook_parameter(function, info, names, name)
        if found is not None:
            return found
        fixture = self._type_of_fixture(name)
        return fixture or self._by_name(name)

    def _type_of_hook_parameter(
        self, function: Node, info: ClassInfo | None, names: list[str], name: str
    ) -> Typed | None:
        hook = self.source.text(function.child_by_field_name("name"))
        if hook == "__init__" and info is not None and info.method("init_app") is not None:
            if name in words.APP_NAMES and self._is_flask_file:
                return Typed(words.APP)
            return None
        expected = words.HOOKS.get(hook)
        if expected is None:
            return None
        own = 1 if info is not None and not self._is_static(function) else 0
        if len(names) - own == 1 and hook == "open_session":
            expected = words.APP_HOOKS[hook]
        elif len(names) - own == 2 and hook == "save_session":
            expected = words.APP_HOOKS[hook]
        place = names.index(name) - own if name in names else -1
        if not 0 <= place < len(expected):
            return None
        if self.mentions_other_framework and not self.mentions_flask:
            return None
        if hook == "init_app":
            proved = self.mentions_flask and not self.mentions_other_framework
        else:
            typed = self.class_type(info) if info is not None else None
            proved = typed is not None and typed.sure is Sure.PROVED
            proved = proved or (len(names) - own == len(expected) > 1 and self._is_flask_file)
        if not proved and not self.mentions_flask and hook == "init_app":
            return None
        return Typed(expected[place], Sure.PROVED if proved else Sure.LIKELY)

    def _type_of_fixture(self, name: str) -> Typed | None:
        for binding in self.bindings(name):
            if binding.kind != "function" or not self.is_module(binding.scope):
                continue
            outer = self.source.parent(binding.value)
            if outer is not None and outer.type == "decorated_definition":
                if any(
                    b"fixture" in self.source.bytes(child)
                    for child in outer.named_children
                    if child.type == "decorator"
                ):
                    return self._type_of_result(binding.value)
        return None

    def _class_of_method(self, function: Node) -> ClassInfo | None:
        for ancestor in self.source.ancestors(function):
            if ancestor.type == "class_definition":
                return ClassInfo(ancestor, self)
            if ancestor.type in ("function_definition", "lambda"):
                return None
        return None

    def _is_static(self, function: Node) -> bool:
        outer = self.source.parent(function)
        if outer is None or outer.type != "decorated_definition":
            return False
        return any(
            b"staticmethod" in self.source.bytes(child)
            for child in outer.named_children
            if child.type == "decorator"
        )

    def _type_of_attribute(self, node: Node) -> Typed | None:
        for path in self.paths(node):
            if path in words.OBJECTS:
                return Typed(words.OBJECTS[path])
        owner = node.child_by_field_name("object")
        name = self.source.text(node.child_by_field_name("attribute"))
        typed = self.type_of(owner)
        if typed is not None:
            member = words.MEMBERS.get((typed.name, name))
            if member is not None:
                return Typed(member, typed.sure)
        if owner.type == "identifier" and self.source.text(owner) in ("self", "cls"):
            found = self._type_of_own_attribute(node, name)
            if found is not None:
                return found
            return self._by_name(name)
        if owner.type == "identifier" and not self.paths(owner) and typed is None:
            bindings = self.resolve(owner)
            if all(b.kind in ("parameter", "value") for b in bindings):
                return self._by_name(name) if name != "current_app" else None
        return None

    def _type_of_own_attribute(self, node: Node, name: str) -> Typed | None:
        info = self.enclosing_class(node)
        if info is None:
            return None
        best = None
        for other in self.source.occurrences(name):
            attribute = self.source.parent(other)
            if attribute is None or attribute.type != "attribute" or attribute == node:
                continue
            owner = attribute.child_by_field_name("object")
            if self.source.text(owner) not in ("self", "cls"):
                continue
            assignment = self.source.parent(attribute)
            if assignment is None or assignment.type != "assignment":
                continue
            if assignment.child_by_field_name("left") != attribute:
                continue
            home = self.enclosing_class(attribute)
            if home is None or home.node != info.node:
                continue
            found = self.type_of(_final_value(assignment))
            if found is not None and (best is None or found.sure > best.sure):
                best = found
        return best

    def _type_of_call(self, node: Node) -> Typed | None:
        function = node.child_by_field_name("function")
        if function is None:
            return None
        paths = self.paths(function)
        for path in sorted(paths):
            if path in words.CALLS:
                return Typed(words.CALLS[path])
            if path in words.CLASSES:
                return Typed(words.CLASSES[path])
        if function.type == "attribute":
            typed = self.type_of(function.child_by_field_name("object"))
            if typed is not None:
                name = self.source.text(function.child_by_field_name("attribute"))
                member = words.MEMBERS.get((typed.name, name + "()"))
                if member is not None:
                    return Typed(member, typed.sure)
        for info in self.classes(function):
            found = info.semantics.class_type(info)
            if found is not None:
                return found
        return self._type_of_called_name(function)

    def _type_of_called_name(self, function: Node) -> Typed | None:
        if function.type != "identifier":
            return None
        for binding in self.resolve(function):
            if binding.kind == "function" and binding.value is not None:
                return self._type_of_result(binding.value)
            if binding.kind == "import" and binding.path is not None:
                elsewhere = self._elsewhere(binding.path)
                if elsewhere is None:
                    continue
                semantics, found = elsewhere
                if found.kind == "function" and found.value is not None:
                    return self.following(lambda: semantics._type_of_result(found.value), None)
        return None

    def _type_of_result(self, function: Node) -> Typed | None:
        """Return the type of what a function returns, or yields as a fixture does."""
        returns = function.child_by_field_name("return_type")
        found = self._type_of_annotation(returns)
        if found is not None:
            return found
        for statement in walk(function.child_by_field_name("body"), ("return_statement", "yield")):
            if statement.named_children:
                found = self.type_of(statement.named_children[0])
                if found is not None:
                    return found
        return None


def _final_value(assignment: Node) -> Node | None:
    """Return what ``a = b = value`` assigns."""
    field = "value" if assignment.type == "named_expression" else "right"
    value = assignment.child_by_field_name(field)
    while value is not None and value.type == "assignment":
        value = value.child_by_field_name("right")
    return value


def parameters(source: Source, function: Node) -> list[str]:
    """Return the names of a function's positional parameters, ``self`` included."""
    found = []
    node = function.child_by_field_name("parameters")
    for parameter in node.named_children if node is not None else ():
        if parameter.type == "identifier":
            found.append(source.text(parameter))
        elif parameter.type in ("default_parameter", "typed_default_parameter"):
            found.append(source.text(parameter.child_by_field_name("name")))
        elif parameter.type == "typed_parameter" and parameter.named_children:
            if parameter.named_children[0].type == "identifier":
                found.append(source.text(parameter.named_children[0]))
            else:
                break
        elif parameter.type in ("keyword_separator", "list_splat_pattern"):
            break
    return found


def walk(
    node: Node | None, types: tuple[str, ...], into_functions: bool = False
) -> Iterator[Node]:
    """Yield the descendants of some types, in order, staying out of inner functions."""
    pending = list(reversed(node.named_children)) if node is not None else []
    while pending:
        current = pending.pop()
        if current.type in types:
            yield current
        if not into_functions and current.type in FUNCTIONS:
            continue
        pending.extend(reversed(current.named_children))
