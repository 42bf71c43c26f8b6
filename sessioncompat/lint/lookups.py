"""
Names in strings that are looked up when the code runs.

``mock.patch("flask._request_ctx_stack.top")`` needs the name as much as an
import does, and breaks where it is gone. A string counts where what it is
given to is proved: a function by its import, pytest's ``monkeypatch`` and
``mocker`` as parameters. Whatever else is called may do with it what it likes.
Of what stands in settings, only objects in ``flask.ext`` are believed to be looked up.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Iterator

from .rule import arguments, keyword, positional
from .search import find
from .semantics import Binding, Semantics
from .source import string_value

if TYPE_CHECKING:
    from tree_sitter import Node

_PACKAGES = (b"flask", b"itsdangerous.", b"werkzeug.")
_OPENINGS = tuple(quote + package for quote in (b'"', b"'") for package in _PACKAGES)
_DOTTED = re.compile(rb"['\"]([A-Za-z_]\w*(?:[.:][A-Za-z_]\w*)+)['\"]")

_IMPORT = ("name", "")
_PATCH = ("target", "create")
#: By what is called, the parameter that is a name, and the one that forgives it
#: if there is nothing of the last part of the name.
_CALLS = {
    "__import__": _IMPORT,
    "importlib.import_module": _IMPORT,
    "pkgutil.resolve_name": _IMPORT,
    "werkzeug.import_string": ("import_name", ""),
    "werkzeug.utils.import_string": ("import_name", ""),
    "monkeypatch.delattr": ("target", "raising"),
    "monkeypatch.setattr": ("target", "raising"),
}
for _mock in ("mock", "mocker", "unittest.mock"):
    _CALLS[f"{_mock}.patch"] = _CALLS[f"{_mock}.patch.multiple"] = _PATCH
    _CALLS[f"{_mock}.patch.dict"] = ("in_dict", "")
#: How many arguments these have where the first is an object and no name.
_OF_OBJECTS = {"monkeypatch.delattr": 2, "monkeypatch.setattr": 3}
_DISPLAYS = frozenset({"dictionary", "list", "pair", "parenthesized_expression", "set", "tuple"})
_MONKEYS = frozenset(
    f"{path}MonkeyPatch{context}"
    for path in ("_pytest.monkeypatch.", "pytest.")
    for context in ("", ".context")
)
_FIXTURES = {
    "monkeypatch": "monkeypatch",
    **{f"{scope}mocker": "mocker" for scope in ("", "class_", "module_", "package_", "session_")},
}


def places(data: bytes) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield where a string is a name of Flask or around it, and the parts of the name."""
    for opening in _OPENINGS:
        start = find(data, opening)
        while start >= 0:
            match = _DOTTED.match(data, start)
            if match is not None:
                yield match.start(1), match.end(1), _parts(match[1].decode("ascii", "replace"))
            start = data.find(opening, start + 1)


def parts_of(semantics: Semantics, string: Node) -> tuple[str, ...]:
    """Return the parts of the name that a string is, as far as there must be something of it."""
    source = semantics.source
    call = semantics.enclosing(string, "call")
    function = call.child_by_field_name("function") if call is not None else None
    called = _called(semantics, function) if function is not None else None
    if called is None:
        return _parts_of_setting(semantics, string)
    name, forgiving = _CALLS[called]
    given = positional(call) or []
    first = given[0] if given else keyword(source, call, name)
    if first != string or len(given) >= _OF_OBJECTS.get(called, len(given) + 1):
        return ()
    silent = keyword(source, call, "silent")
    if silent is not None and silent.type != "false" or _is_unpacked(call):
        return ()
    parts = _parts(string_value(source, string) or "")
    forgives = keyword(source, call, forgiving) if forgiving else None
    if forgives is not None and source.text(forgives) != str(forgiving == "raising"):
        return parts[:-1]
    return parts


def is_setting(semantics: Semantics, string: Node) -> bool:
    """
    Say whether a string is a value, or one of several, and is not given to anything here.

    What looks up the names in settings is elsewhere.
    """
    for ancestor in semantics.source.ancestors(string):
        if ancestor.type == "assignment":
            return True
        if ancestor.type not in _DISPLAYS:
            return False
    return False


def _parts_of_setting(semantics: Semantics, string: Node) -> tuple[str, ...]:
    """Return the parts of a name that hardly anyone writes who does not have it looked up."""
    parts = _parts(string_value(semantics.source, string) or "")
    if parts[:2] == ("flask", "ext") and len(parts) > 3 and is_setting(semantics, string):
        return parts
    return ()


def _parts(text: str) -> tuple[str, ...]:
    return tuple(re.split("[.:]", text))


def _is_unpacked(call: Node) -> bool:
    return any(argument.type == "dictionary_splat" for argument in arguments(call))


def _called(semantics: Semantics, function: Node) -> str | None:
    """Return which of the calls it is, or None if that is not proved."""
    paths = semantics.paths(function)
    if paths:
        return min(paths) if all(path in _CALLS for path in paths) else None
    root: Node | None = function
    while root is not None and root.type == "attribute":
        root = root.child_by_field_name("object")
    if root is None or root.type != "identifier":
        return None
    called = "".join(semantics.source.text(function).split())
    if root == function:
        return called if called == "__import__" and not semantics.resolve(root) else None
    called = f"{_fixture(semantics, root)}.{called.partition('.')[2]}"
    return called if called in _CALLS else None


def _fixture(semantics: Semantics, name: Node) -> str | None:
    """Return which fixture of pytest a name is, by its usual name."""
    text = semantics.source.text(name)
    found = {_fixture_of(semantics, binding, text) for binding in semantics.resolve(name)}
    return found.pop() if len(found) == 1 else None


def _fixture_of(semantics: Semantics, binding: Binding, name: str) -> str | None:
    if binding.kind == "parameter":
        return _FIXTURES.get(name)
    if binding.value is None or binding.value.type != "call":
        return None
    made = binding.value.child_by_field_name("function")
    paths = semantics.paths(made)
    if paths and paths <= _MONKEYS:
        return "monkeypatch"
    owner = made.child_by_field_name("object")
    if owner is None or owner.type != "identifier" or not semantics.source.text(made).endswith(
        ".context"
    ):
        return None
    return semantics.following(lambda: _fixture(semantics, owner), None)
