"""
Code that already asks which Flask it runs on.

``try: … except ImportError``, ``hasattr``, a comparison of versions and ``if
TYPE_CHECKING`` each say that their author knew. What stands in one of their
branches is not reported: neither the old way nor the new one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Iterator

from ..history import BY_PATH, FACTS, Fact
from .flaskrange import Range
from .semantics import Binding, Semantics, walk
from .source import string_value

if TYPE_CHECKING:
    from tree_sitter import Node

#: Errors that a missing module, name, attribute or parameter raises.
IMPORT = frozenset({"ImportError", "ModuleNotFoundError", "AttributeError"})
ATTRIBUTE = frozenset({"AttributeError", "NameError"})
CALL = frozenset({"TypeError", "AttributeError"})
#: What a ``with`` calls that waits for an error.
_EXPECTING = ("assertRaises", "assertRaisesRegex", "raises", "suppress")
_ANY = frozenset({"Exception", "BaseException", "StandardError"})
_PROBES = IMPORT | ATTRIBUTE | CALL | {"KeyError"}

#: Every mapping has `keys`, so that asking for them tells no release.
_KNOWN = frozenset(row.path.rpartition(".")[2] for row in FACTS) - {"keys"} | {
    "_session", "cookie_jar", "top", "_get_current_object", "process_response", "session",
    "_add_cookies_to_wsgi", "sid", "save", "invalidate", "delete", "revert",
    "_login_user", "user", "vary",
}  # fmt: skip
#: Modules whose absence may tell a release of Flask, of what it stands on, or of Python.
_RELATED = re.compile(
    r"(?i)flask|werkzeug|dangerous|cachelib|cookie|session|safe|json|compat|six|version|packaging"
    r"|importlib|pkg_resources|collections|context|typing|quart|django|tornado|aiohttp|asyncio|\."
)
_VERSIONS = re.compile(r"(?i)version|flask_?\d|(flask|werkzeug)_(lt|gt|ge|le|is)|_legacy_flask|^PY[23]")


def is_guarded(semantics: Semantics, node: Node, errors: frozenset[str] = ATTRIBUTE) -> bool:
    """
    Say whether a place belongs to code that knows of two sides.

    :param errors: what it raises where the name is missing; a ``try`` around
        it that catches one of these is a guard.
    """
    previous = node
    for ancestor in semantics.source.ancestors(node):
        kind = ancestor.type
        if kind == "try_statement":
            if _guarded_by_try(semantics, ancestor, previous, errors):
                return True
        elif kind in ("if_statement", "elif_clause", "conditional_expression", "while_statement"):
            if _guarded_by_if(semantics, ancestor, previous):
                return True
        elif kind == "boolean_operator":
            left = ancestor.child_by_field_name("left")
            if left != previous and tells(semantics, left):
                return True
        elif kind in ("block", "module"):
            if _guarded_by_exit(semantics, ancestor, previous):
                return True
        elif kind == "with_statement" and _suppresses(semantics, ancestor, errors):
            return True
        elif kind == "decorated_definition":
            if any(tells(semantics, d) for d in ancestor.named_children if d.type == "decorator"):
                return True
        previous = ancestor
    return False


def is_stranded(semantics: Semantics, node: Node, row: Fact, target: Range) -> bool:
    """
    Say whether an import is the last way out, and closed in some release.

    In ``try: from flask import _app_ctx_stack`` with ``except ImportError:
    from flask import _request_ctx_stack`` there is a way for Flask before 0.9,
    and none for Flask after 2.3.
    """
    previous = node
    for ancestor in semantics.source.ancestors(node):
        if ancestor.type == "try_statement":
            if previous.type != "except_clause":
                return False
            body = ancestor.child_by_field_name("body")
            rows = [BY_PATH.get(path) for path in _imports(semantics, body)]
            return bool(rows) and None not in rows and any(
                not row.exists_in(one) and not all(first.exists_in(one) for first in rows)
                for one in target.span(row.package).releases
            )
        previous = ancestor
    return False


def is_left_unbound(semantics: Semantics, binding: Binding | None) -> bool:
    """
    Say whether a name is used although what was to be done without it is nothing.

    After ``try: from flask import _request_ctx_stack`` with ``except
    ImportError: pass`` there is no such name, and using it is a NameError.
    """
    if binding is None:
        return False
    statement = semantics.enclosing(binding.node, "try_statement")
    name = semantics.source.text(binding.node)
    if statement is None or len(semantics.bindings(name)) > 1:
        return False
    clauses = [c for c in statement.named_children if c.type.endswith("_clause")]
    if not all(map(_does_nothing, clauses)):
        return False
    return any(
        semantics.resolve(node) and not is_guarded(semantics, node, ATTRIBUTE)
        for node in semantics.source.occurrences(name)
        if not statement.start_byte <= node.start_byte < statement.end_byte
    )


def _does_nothing(clause: Node) -> bool:
    body = clause.named_children[-1:]
    kinds = [child.type for block in body for child in block.named_children if child.type != "comment"]
    return clause.type == "except_clause" and kinds == ["pass_statement"]


def _imports(semantics: Semantics, body: Node | None) -> Iterator[str]:
    """Yield what a block imports, and an empty path for whatever else it does."""
    for statement in body.named_children if body is not None else ():
        module = statement.child_by_field_name("module_name")
        if statement.type == "import_from_statement" and module is not None:
            for item in statement.children_by_field_name("name"):
                name = item.child_by_field_name("name") or item
                yield f"{semantics.source.text(module)}.{semantics.source.text(name)}"
        elif statement.type != "comment":
            yield ""


def _handler_errors(semantics: Semantics, clause: Node) -> set[str] | None:
    """Return the names an ``except`` catches, or None for a bare one."""
    caught = clause.child_by_field_name("value")
    if caught is None:
        return None
    if caught.type == "as_pattern" and caught.named_children:
        caught = caught.named_children[0]
    nodes = caught.named_children if caught.type == "tuple" else [caught]
    return {semantics.source.text(node).rpartition(".")[2] for node in nodes}


def _catches(names: set[str] | None, errors: frozenset[str]) -> bool:
    return names is None or bool(names & (errors | _ANY))


def _guarded_by_try(
    semantics: Semantics, statement: Node, child: Node, errors: frozenset[str]
) -> bool:
    clauses = [c for c in statement.named_children if c.type == "except_clause"]
    if child.type == "except_clause":
        names = _handler_errors(semantics, child)
        # What follows a failed probe. A bare except is one after an import only.
        if names is None or not names & _PROBES:
            body = statement.child_by_field_name("body")
            imports = body is not None and any(
                c.type.startswith("import") for c in body.named_children
            )
            return imports and _catches(names, IMPORT)
        return True
    if child.type == "block" and child == statement.child_by_field_name("body"):
        return any(_catches(_handler_errors(semantics, clause), errors) for clause in clauses)
    if child.type == "else_clause":
        return any(
            bool((_handler_errors(semantics, clause) or set()) & _PROBES) for clause in clauses
        )
    return False


def _guarded_by_if(semantics: Semantics, statement: Node, child: Node) -> bool:
    if statement.type == "conditional_expression":
        children = statement.named_children
        condition = children[1] if len(children) > 1 else None
        return condition is not None and condition != child and tells(semantics, condition)
    condition = statement.child_by_field_name("condition")
    if condition is None or condition == child:
        return False
    return tells(semantics, condition)


def _guarded_by_exit(semantics: Semantics, block: Node, child: Node) -> bool:
    """Whether ``if not hasattr(…): return`` stands before it in the block."""
    if block.type == "module":
        return False
    for statement in block.named_children:
        if statement.start_byte >= child.start_byte:
            return False
        if statement.type != "if_statement":
            continue
        body = statement.child_by_field_name("consequence")
        last = body.named_children[-1] if body is not None and body.named_children else None
        if last is not None and last.type in (
            "return_statement",
            "raise_statement",
            "continue_statement",
        ):
            if tells(semantics, statement.child_by_field_name("condition")):
                return True
    return False


def _suppresses(semantics: Semantics, statement: Node, errors: frozenset[str]) -> bool:
    for call in walk(statement.named_children[0], ("call",)):
        function = call.child_by_field_name("function")
        if function is not None and semantics.source.text(function).endswith(_EXPECTING):
            names = {
                semantics.source.text(argument)
                for argument in call.child_by_field_name("arguments").named_children
            }
            return bool(names & (errors | _ANY))
    return False


def tells(semantics: Semantics, condition: Node | None, depth: int = 0) -> bool:
    """Say whether a condition tells one release from another."""
    if condition is None:
        return False
    kinds = ("call", "identifier", "attribute")
    nodes = [condition, *walk(condition, kinds, into_functions=True)]
    for node in nodes:
        if node.type == "call" and _probes(semantics, node):
            return True
        if node.type == "attribute" and _own_flag_tells(semantics, node, depth):
            return True
        if node.type == "identifier" and _names_a_release(semantics, node, depth):
            return True
    return False


def _own_flag_tells(semantics: Semantics, attribute: Node, depth: int) -> bool:
    """Say whether ``self.flag`` was set from a probe, or is a method that makes one."""
    if depth > 1:
        return False
    owner = attribute.child_by_field_name("object")
    if owner is None or semantics.source.text(owner) not in ("self", "cls"):
        return False
    name = semantics.source.text(attribute.child_by_field_name("attribute"))
    for node in semantics.source.occurrences(name):
        parent = semantics.source.parent(node)
        if parent is not None and parent.type == "attribute" and parent != attribute:
            assignment = semantics.source.parent(parent)
            if assignment is not None and assignment.type == "assignment":
                if assignment.child_by_field_name("left") == parent:
                    if tells(semantics, assignment.child_by_field_name("right"), depth + 1):
                        return True
        elif parent is not None and parent.type == "function_definition":
            if tells(semantics, parent.child_by_field_name("body"), depth + 1):
                return True
    return False


def _probes(semantics: Semantics, call: Node) -> bool:
    function = call.child_by_field_name("function")
    arguments = call.child_by_field_name("arguments")
    if function is None or arguments is None:
        return False
    name = semantics.source.text(function).rpartition(".")[2]
    strings = [
        string_value(semantics.source, argument)
        for argument in arguments.named_children
        if argument.type == "string"
    ]
    if name == "hasattr" or name == "getattr" and len(arguments.named_children) > 2:
        return any(text in _KNOWN for text in strings)
    return name == "has" and any((text or "").startswith("flask.") for text in strings)


def _is_about_others(semantics: Semantics, clause: Node) -> bool:
    """Say whether an ``except`` is about the import of what has no part in Flask."""
    if not (_handler_errors(semantics, clause) or _ANY) <= {"ImportError", "ModuleNotFoundError"}:
        return False
    statement = semantics.source.parent(clause)
    body = statement.child_by_field_name("body") if statement is not None else None
    modules = [
        semantics.source.text(statement.child_by_field_name("module_name") or statement)
        for statement in (body.named_children if body is not None else ())
        if statement.type in ("import_statement", "import_from_statement")
    ]
    return bool(modules) and not any(map(_RELATED.search, modules))


def _is_of_a_browser(semantics: Semantics, node: Node) -> bool:
    """Say whether a name is the one in ``request.user_agent.version``."""
    parent = semantics.source.parent(node)
    owner = parent.child_by_field_name("object") if parent is not None else None
    return owner is not None and semantics.source.text(owner).endswith("user_agent")


def _names_a_release(semantics: Semantics, node: Node, depth: int) -> bool:
    text = semantics.source.text(node)
    if text == "TYPE_CHECKING" or _VERSIONS.search(text):
        return not _is_of_a_browser(semantics, node)
    if depth > 2:
        return False
    for binding in semantics.resolve(node):
        ancestors = semantics.source.ancestors(binding.node)
        if any(a.type == "except_clause" for a in ancestors[:6]):
            clause = next(a for a in ancestors if a.type == "except_clause")
            names = _handler_errors(semantics, clause)
            if (names is None or names & _PROBES) and not _is_about_others(semantics, clause):
                return True
        if binding.kind == "value" and binding.value is not None:
            if binding.value.type in ("call", "comparison_operator", "not_operator",
                                      "boolean_operator"):  # fmt: skip
                if tells(semantics, binding.value, depth + 1):
                    return True
    return False
