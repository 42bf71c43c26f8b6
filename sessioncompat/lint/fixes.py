"""
Edits: whole nodes replaced, imports added and taken away.

Nothing here looks for commas. A statement whose parts change is written anew
from its nodes, and one with comments inside it is left to its owner.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Iterable

from .finding import Applicability, Edit, Finding, Fix
from .semantics import Binding, Semantics
from .source import Source

if TYPE_CHECKING:
    from tree_sitter import Node


def replace(node: Node, text: str) -> Edit:
    return Edit(node.start_byte, node.end_byte, text.encode("utf-8", "surrogateescape"))


def insert(offset: int, text: str) -> Edit:
    return Edit(offset, offset, text.encode("utf-8", "surrogateescape"))


def apply(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Return the bytes with all edits made. They must not overlap."""
    parts, position = [], 0
    for edit in sorted(set(edits)):
        if edit.start < position:
            raise ValueError(f"The edit at byte {edit.start} overlaps the one before it.")
        parts += [data[position : edit.start], edit.content]
        position = edit.end
    return b"".join([*parts, data[position:]])


def choose(findings: Iterable[Finding], unsafe: bool) -> list[Finding]:
    """Return the findings whose fixes can be made together; the first one wins."""
    chosen: list[Finding] = []
    taken: list[Edit] = []
    for finding in sorted(findings, key=lambda f: f.sort_key):
        if not finding.fixable(unsafe):
            continue
        edits = [edit for edit in finding.fix.edits if edit not in taken]
        if any(_overlap(edit, other) for edit in edits for other in taken):
            continue
        taken.extend(edits)
        chosen.append(finding)
    return chosen


def _overlap(one: Edit, other: Edit) -> bool:
    if one.start == other.start and (one.start == one.end or other.start == other.end):
        return True
    return one.start < other.end and other.start < one.end


def quote(source: Source, node: Node, text: str) -> str:
    """Return the text quoted as the file quotes, and so that it can stand in an f-string."""
    for ancestor in source.ancestors(node):
        if ancestor.type == "string":
            outer = source.text(ancestor.children[0])
            return f"'{text}'" if '"' in outer else f'"{text}"'
    data = source.data
    return f"'{text}'" if data.count(b"'") > data.count(b'"') else f'"{text}"'


def is_simple(node: Node | None) -> bool:
    """Say whether an expression may be evaluated twice without being noticed."""
    while node is not None and node.type == "attribute":
        node = node.child_by_field_name("object")
    return node is not None and node.type == "identifier"


def has_comment(node: Node) -> bool:
    pending = [node]
    while pending:
        current = pending.pop()
        if current.type in ("comment", "line_continuation"):
            return True
        pending.extend(current.children)
    return False


def primary(source: Source, node: Node) -> str:
    """Return the text of an expression so that ``.attribute`` can follow it."""
    text = source.bytes(node).decode("utf-8", "surrogateescape")
    plain = ("identifier", "attribute", "call", "subscript", "parenthesized_expression", "string")
    return text if node.type in plain else f"({text})"


# Imports


def import_statement(semantics: Semantics, binding: Binding) -> Node | None:
    """Return the import statement that binds a name."""
    return semantics.enclosing(binding.node, "import_statement", "import_from_statement")


def uses(semantics: Semantics, binding: Binding) -> list[Node]:
    """Return the identifiers that mean what a binding binds, itself left out."""
    source = semantics.source
    found = []
    name = source.text(binding.node)
    bound = {other.node.id for other in semantics.bindings(name)}
    for node in source.occurrences_in(binding.scope, name):
        parent = source.parent(node)
        if parent is not None and parent.type == "attribute":
            if parent.child_by_field_name("attribute") == node:
                continue
        if parent is not None and parent.type == "keyword_argument":
            if parent.child_by_field_name("name") == node:
                continue
        if node.id in bound:
            continue
        if semantics.enclosing(node, "import_statement", "import_from_statement") is not None:
            continue
        if any(b.node == binding.node for b in semantics.resolve(node)):
            found.append(node)
    return found


def is_exported(source: Source, name: str) -> bool:
    """Say whether other files may import a name from this one."""
    import os
    import re

    if os.path.basename(source.path) == "__init__.py" and not name.startswith("_"):
        return True
    exported = re.search(rb"^__all__\s*\+?=\s*[\[(]([^\])]*)", source.data, re.M)
    return bool(exported) and re.search(rb"['\"]%s['\"]" % name.encode(), exported[1]) is not None


def _items(statement: Node) -> list[Node]:
    return [child for child in statement.children_by_field_name("name")]


def rewrite_import(
    semantics: Semantics, statement: Node, drop: Iterable[Node], add: dict[str, list[str]]
) -> list[Edit] | None:
    """
    Take items out of a ``from … import …`` and import others in its place.

    :param drop: the ``name`` nodes of the statement to leave out.
    :param add: names to import, by module; each may be ``name as other``.
    :return: the edits, or None where the statement is too artful to rewrite.
    """
    source = semantics.source
    if statement.type != "import_from_statement" or has_comment(statement):
        return None
    dropped = {node.id for node in drop}
    kept = [source.text(item) for item in _items(statement) if item.id not in dropped]
    module = source.text(statement.child_by_field_name("module_name"))
    lines, merged = [], []
    add = {key: list(value) for key, value in add.items()}
    if module in add:
        kept = sorted({*kept, *add.pop(module)}, key=str.lower)
    for name, names in add.items():
        existing = _import_from(semantics, name, statement)
        if existing is not None:
            missing = [n for n in names if n not in _imported(source, existing)]
            edit = _extended(source, existing, missing) if missing else ()
            if edit is None:
                return None
            merged.extend(edit)
        else:
            lines.append((name, f"from {name} import {', '.join(names)}"))
    if kept:
        lines.append((module, _from_import(source, statement, module, kept)))
    if not lines:
        return [*_removed(source, statement), *merged]
    indent = _indent(source, statement)
    newline = source.newline.decode()
    text = f"{newline}{indent}".join(text for _, text in sorted(lines, key=lambda line: line[0]))
    return [replace(statement, text), *merged]


def _from_import(source: Source, statement: Node, module: str, names: list[str]) -> str:
    flat = f"from {module} import {', '.join(names)}"
    original = source.text(statement)
    if "\n" not in original or len(flat) + len(_indent(source, statement)) <= 79:
        if "\n" not in original and "(" in original:
            return f"from {module} import ({', '.join(names)})"
        return flat
    indent = _indent(source, statement)
    newline = source.newline.decode()
    inner = "".join(f"{newline}{indent}    {name}," for name in names)
    return f"from {module} import ({inner}{newline}{indent})"


def _removed(source: Source, statement: Node) -> list[Edit]:
    """Take a statement out, with its line where it has one for itself."""
    parent = source.parent(statement)
    alone = parent is not None and parent.type == "block" and parent.named_child_count == 1
    start = source.line_start(statement.start_byte)
    end = source.data.find(b"\n", statement.end_byte)
    end = len(source.data) if end < 0 else end + 1
    before = source.data[start : statement.start_byte]
    after = source.data[statement.end_byte : end]
    if alone or before.strip() or after.strip():
        return [replace(statement, "pass")]
    if not source.data[:start].strip():
        # Nothing stands before it, so the blank lines after it separate nothing.
        rest = source.data[end:]
        end = len(source.data) - len(rest.lstrip(b"\r\n"))
    return [Edit(start, end, b"")]


def _indent(source: Source, statement: Node) -> str:
    start = source.line_start(statement.start_byte)
    line = source.data[start : statement.start_byte].decode("latin-1")
    return line if not line.strip(" \t\f\ufeff") else ""


def _top_level_imports(source: Source) -> list[Node]:
    return [
        child
        for child in source.root.children
        if child.type in ("import_statement", "import_from_statement")
    ]


def _import_from(semantics: Semantics, module: str, but: Node | None = None) -> Node | None:
    for statement in _top_level_imports(semantics.source):
        if statement.type != "import_from_statement" or statement == but:
            continue
        name = statement.child_by_field_name("module_name")
        if semantics.source.text(name) == module and not has_comment(statement):
            if _items(statement):
                return statement
    return None


def _imported(source: Source, statement: Node) -> set[str]:
    return {source.text(item) for item in _items(statement)}


def _extended(source: Source, statement: Node, names: list[str]) -> list[Edit] | None:
    module = source.text(statement.child_by_field_name("module_name"))
    kept = sorted({*_imported(source, statement), *names}, key=str.lower)
    return [replace(statement, _from_import(source, statement, module, kept))]


def add_import(semantics: Semantics, module: str, name: str) -> list[Edit]:
    """
    Import a name from a module, at the top of the file.

    Merged into an import of the same module where there is one; else after
    the last of the imports that come first, or the docstring and
    ``__future__``.
    """
    source = semantics.source
    existing = _import_from(semantics, module)
    if existing is not None:
        if name in _imported(source, existing):
            return []
        return _extended(source, existing, [name])
    offset = _place_for_import(source, module)
    line = f"from {module} import {name}".encode() + source.newline
    before = source.data[:offset]
    if before and not before.endswith((b"\n", b"\r", b"\xef\xbb\xbf")):
        line = source.newline + line
    elif not _top_level_imports(source) and not source.data[offset:].startswith((b"\n", b"\r\n")):
        line += source.newline
    return [Edit(offset, offset, line)]


def _place_for_import(source: Source, module: str) -> int:
    """Return where a new import of a module belongs: sorted, where the others are."""
    header, groups = _layout(source)
    if not groups:
        return header
    group = next(
        (g for g in groups if any(_root_of(source, item) in _NEIGHBOURS for item in g)),
        None,
    )
    if group is None:
        if source.is_cells:
            return _after_line(source, groups[0][-1])
        absolute = [g for g in groups if not source.text(g[-1]).startswith("from .")]
        return _after_line(source, (absolute or groups)[-1][-1])
    keys = [_sort_key(source, item) for item in group]
    if keys == sorted(keys):
        key = (1, module.lower())
        for item, other in zip(group, keys):
            if other > key:
                return source.line_start(item.start_byte)
    return _after_line(source, group[-1])


_NEIGHBOURS = frozenset({"flask", "werkzeug", "sessioncompat"})


def _layout(source: Source) -> tuple[int, list[list[Node]]]:
    """Return the end of what must stay first, and the groups of imports after it."""
    header = 3 if source.data.startswith(b"\xef\xbb\xbf") else 0
    groups: list[list[Node]] = []
    for child in source.root.children:
        if child.type == "comment":
            special = source.text(child).startswith("#!") or "coding" in source.text(child)
            if special and child.start_point[0] < 2:
                header = _after_line(source, child)
        elif child.type == "future_import_statement" or _is_docstring(child, groups):
            header = _after_line(source, child)
        elif child.type in ("import_statement", "import_from_statement"):
            last = groups[-1][-1] if groups else None
            if last is not None and child.start_point[0] == last.end_point[0] + 1:
                groups[-1].append(child)
            else:
                groups.append([child])
        elif source.is_cells:
            # A notebook may say or do something before the cell with its imports.
            continue
        elif child.type not in ("try_statement", "if_statement") or len(groups) > 40:
            break
    return header, groups


def _is_docstring(node: Node, groups: list[list[Node]]) -> bool:
    return (
        not groups
        and node.type == "expression_statement"
        and bool(node.named_children)
        and node.named_children[0].type in ("string", "concatenated_string")
    )


def _root_of(source: Source, statement: Node) -> str:
    return _sort_key(source, statement)[1].partition(".")[0]


def _sort_key(source: Source, statement: Node) -> tuple[int, str]:
    name = statement.child_by_field_name("module_name")
    if name is not None:
        return (1, source.text(name).lower())
    return (0, source.text(statement.child_by_field_name("name")).lower())


def _after_line(source: Source, node: Node) -> int:
    end = source.data.find(b"\n", node.end_byte)
    line_end = len(source.data) if end < 0 else end + 1
    rest = source.data[node.end_byte : line_end].strip()
    if rest and not rest.startswith(b"#"):
        # Something shares the line; the next line would be inside it.
        return source.line_start(node.start_byte)
    return line_end


def fix(
    message: str,
    edits: Iterable[Edit] | None,
    applicability: Applicability = Applicability.SAFE,
) -> Fix | None:
    """Return a fix, or None where one of its parts could not be made."""
    if edits is None:
        return None
    edits = tuple(edits)
    return Fix(message, edits, applicability) if edits else None
