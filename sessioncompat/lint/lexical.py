"""
Where the names that rules ask for stand, as far as bytes can tell.

Rules say what stands around a use that could mean something: a dot, an
``import``, a ``def``. A file where no name stands like that is not parsed. The
parsed reading stays the judge of all others; that it finds nothing where this
looked away is what ``tests/lint/test_search.py`` is about.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Iterable

from .search import GATE, find

if TYPE_CHECKING:
    from .rule import Rule, Trigger

Hit = tuple[int, int, "list[Trigger]"]

_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"
_IS_LETTER = bytes(c in _LETTERS for c in range(256))
_QUOTES = (b"'", b'"')
_SPACE = b" \t\r\n\f\\"
#: The other parts of a dotted name.
_MORE = rb"(?:[\s\\]*\.[\s\\]*\w+)*"
#: The rest of an import: names up to a parenthesis, or up to the end of the line.
_ITEMS = rb"[ \t\f\\\r\n]*(?:\((?:[^()#]|#[^\n]*)*|(?:[\w \t\f,.*\x80-\xff]|\\\r?\n)*)"
#: How far back is looked for what stands before a name on other lines.
_REACH = 200


class Text:
    """The bytes of a file, and what stands where in them."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._taken: dict[tuple[str, ...], _Taken] = {}
        self._origins: dict[tuple[bytes, re.Pattern[bytes]], bool] = {}

    def is_string(self, start: int, end: int) -> bool:
        """Say whether there are quotes on both sides."""
        return self.data[start - 1 : start] in _QUOTES and self.data[end : end + 1] in _QUOTES

    def follows_dot(self, start: int) -> bool:
        """Say whether a place follows a dot, perhaps on another line."""
        before = self.data[start - 1 : start]
        if before == b".":
            return True
        if before not in _SPACE:
            return False
        return self.data[max(0, start - _REACH) : start].rstrip(_SPACE).endswith(b".")

    def is_defined(self, start: int) -> bool:
        """Say whether a place is where a function is defined."""
        return self.data[max(0, start - _REACH) : start].rstrip(_SPACE).endswith(b"def")

    def follows(self, start: int, expression: re.Pattern[bytes]) -> bool:
        """Say whether an expression matches what stands before a place."""
        return expression.search(self.data, max(0, start - _REACH), start) is not None

    def is_imported(self, start: int, modules: tuple[str, ...]) -> bool:
        """Say whether a place may be in a ``from … import`` of one of the modules."""
        return any(first < start < last for first, last in self._taken_from(modules).imports)

    def is_of(self, start: int, modules: tuple[str, ...]) -> bool:
        """
        Say whether a place may be a name of one of the modules, or of one in it.

        It is imported from there, or follows a dot after the module or after
        what comes from it. Where one of these gets another name, any dot will do.
        """
        if self.is_imported(start, modules):
            return True
        if not self.follows_dot(start):
            return False
        taken = self._taken_from(modules)
        chain = _CHAIN.search(self.data, max(0, start - _REACH), start)
        if chain is None:
            # After a call or a literal, unless these are just parentheses.
            return _PARENTHESES.search(self.data, max(0, start - _REACH), start) is not None
        return chain[1] in taken.names or taken.is_renamed

    def _taken_from(self, modules: tuple[str, ...]) -> _Taken:
        found = self._taken.get(modules)
        if found is None:
            found = self._taken[modules] = _Taken(self.data, modules)
        return found

    def comes_from(self, start: int, words: re.Pattern[bytes]) -> bool:
        """
        Say whether what stands before a dot may be made of what some words say.

        They are in the expression before the dot, or near a place where its
        last name is bound. What is imported or returned may be anything.
        """
        before = _LAST.search(self.data, max(0, start - _REACH), start)
        if before is None:
            return self.follows_dot(start)
        name = before[1]
        if name in _KNOWN:
            return False
        if words.search(before[0]):
            return True
        if name in (b"self", b"cls"):
            return _CONTEXT_CLASS.search(self.data) is not None
        known = self._origins.get((name, words))
        if known is None:
            known = self._origins[name, words] = self._is_bound_near(name, words)
        return known

    def _is_bound_near(self, name: bytes, words: re.Pattern[bytes]) -> bool:
        for place in _places(self.data, name):
            end = place + len(name)
            if _BINDING.match(self.data, end) and words.search(self.data, end, end + _REACH):
                return True
            before = self.data[max(0, place - _REACH) : place]
            if _AS.search(before) and words.search(before):
                return True
            if _IMPORTING.search(self.data, max(0, place - 5 * _REACH), place):
                return True
        return False


_NAME = re.compile(rb"[A-Za-z_]\w*")
#: What the dotted name before a name begins with.
_CHAIN = re.compile(
    rb"(?<![\w.\x80-\xff])([A-Za-z_]\w*)(?:[\s\\]*\.[\s\\]*\w+)*[\s\\]*\.[\s\\]*\Z"
)
_PARENTHESES = re.compile(rb"(?<![\w)\]])\([\w.\s\\]+\)[\s\\]*\.[\s\\]*\Z")
#: The expression before a dot, and its last name.
_LAST = re.compile(rb"[\w.()\[\]'\"]*?\b([A-Za-z_]\w*)[\s\\]*\.[\s\\]*\Z")
#: What everybody imports and is made of something else, such as SQLAlchemy's `db`.
_KNOWN = (b"db", b"g", b"request", b"current_user")
_CONTEXT_CLASS = re.compile(rb"\bclass[\s\\]+\w+[\s\\]*\([^)]*Context")
_BINDING = re.compile(rb"[\s\\)]*(?::|=(?!=))")
_AS = re.compile(rb"\bas[\s\\(]+\Z")
_IMPORTING = re.compile(rb"\bimport\b(?:[^;=#\n]|#[^\n]*\n|\\\r?\n)*(?:\([^()]*)?\Z")
#: What a dotted name begins with that is all there is to assign.
_ASSIGNED = re.compile(rb"=[\s\\(]*([A-Za-z_]\w*)(?:[ \t]*\.[ \t]*\w+)*[ \t)]*(?:[#;\r\n]|\Z)")


class _Taken:
    """What a file takes from some modules."""

    def __init__(self, data: bytes, modules: tuple[str, ...]) -> None:
        self._data = data
        imports, self._renamed = _expressions(modules)
        matches = list(imports.finditer(data))
        self.imports = [match.span() for match in matches]
        self.names = {module.encode() for module in modules}
        for match in matches:
            self.names.update(_NAME.findall(match[0]))

    @cached_property
    def is_renamed(self) -> bool:
        """Whether one of the names is given another."""
        assigned = (match[1] for match in _ASSIGNED.finditer(self._data))
        return self._renamed.search(self._data) is not None or any(
            name in self.names for name in assigned
        )


@lru_cache(maxsize=None)
def _expressions(modules: tuple[str, ...]) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    """Return expressions for what is imported from some modules, and for `import module as`."""
    names = b"|".join(re.escape(module.encode()) for module in modules)
    return (
        re.compile(rb"\bfrom[\s\\]+(?:" + names + rb")" + _MORE + rb"[\s\\]+import\b" + _ITEMS),
        re.compile(rb"\b(?:" + names + rb")" + _MORE + rb"[\s\\]+as\b"),
    )


class Index:
    """
    Finds the names of some rules.

    :param exhaustive: look behind every name, to prove that it changes nothing.
    """

    def __init__(self, rules: Iterable[Rule], exhaustive: bool = False) -> None:
        self.exhaustive = exhaustive
        groups: dict[tuple[bytes, ...], dict[bytes, list[Trigger]]] = defaultdict(dict)
        for rule in rules:
            for trigger in rule.checks:
                names = groups[trigger.needs]
                names.setdefault(trigger.name.encode(), []).append(trigger)
        #: What the file must hold one of, and the names that are of interest then.
        self._groups = [
            (needs, [(name, _gates(name), triggers) for name, triggers in names.items()])
            for needs, names in groups.items()
        ]

    def hits(self, data: bytes) -> list[Hit]:
        """Return where names stand that could mean something, in order, and to whom."""
        text = Text(data)
        found: dict[tuple[int, int], list[Trigger]] = {}
        for name, triggers in self._present(data).items():
            for start in _places(data, name):
                end = start + len(name)
                fitting = [t for t in triggers if self.exhaustive or t.fits(text, start, end)]
                if fitting:
                    found[start, end] = fitting
        return [(start, end, triggers) for (start, end), triggers in sorted(found.items())]

    def _present(self, data: bytes) -> dict[bytes, list[Trigger]]:
        """Return the names that stand in a file together with what they need."""
        held: dict[bytes, bool] = {}

        def holds(needle: bytes) -> bool:
            known = held.get(needle)
            if known is None:
                known = held[needle] = find(data, needle) >= 0
            return known

        present: dict[bytes, list[Trigger]] = defaultdict(list)
        for needs, names in self._groups:
            if needs and not any(map(holds, needs)):
                continue
            for name, gates, triggers in names:
                # Many names hold a needle that most files don't.
                if (not gates or any(map(holds, gates))) and holds(name):
                    present[name] += triggers
        return present


def _gates(name: bytes) -> tuple[bytes, ...]:
    """Return the needles that a name has in it."""
    return tuple(gate for gate in GATE if gate in name and gate != name)


def _places(data: bytes, name: bytes) -> Iterable[int]:
    """Yield where a name stands as a whole word."""
    size, length = len(data), len(name)
    start = data.find(name)
    while start >= 0:
        end = start + length
        if (end == size or not _IS_LETTER[data[end]]) and (
            not start or not _IS_LETTER[data[start - 1]]
        ):
            yield start
        start = data.find(name, end)
