"""
Where the names that rules ask for stand, as far as bytes can tell.

Rules say what stands around a use that could mean something: a dot, an
``import``, a ``def``. A file where no name stands like that is not parsed. The
parsed reading stays the judge of all others; that it finds nothing where this
looked away is what ``tests/lint/test_search.py`` is about.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Iterable, Iterator

from .search import GATE, find, is_of_interest

if TYPE_CHECKING:
    from .rule import Rule, Trigger

Hit = tuple[int, int, "list[Trigger]"]
Words = tuple[bytes, ...]
_Needs = tuple[int, Words, tuple[str, ...]]

#: What stands before the name of a module of Flask where that is imported.
IN_FLASK = rb"\b(?:from|import)[\s\\]+(?:[\w.,\s\\]*[\s,\\])?flask[\s\\]*\.[\s\\]*"

_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"
_IS_LETTER = bytes(c in _LETTERS for c in range(256))
#: Turns everything but dotted names into spaces.
_DOTTED = bytes(c if c in _LETTERS + b"." or c > 127 else 32 for c in range(256))
_QUOTES = (b"'", b'"')
_SPACE = b" \t\r\n\f\\"
#: The other parts of a dotted name.
_MORE = rb"(?:[\s\\]*\.[\s\\]*\w+)*"
#: The rest of an import: names up to a parenthesis, or up to the end of the line.
_ITEMS = rb"[ \t\f\\\r\n]*(?:\((?:[^()#]|#[^\n]*)*|(?:[\w \t\f,.*\x80-\xff]|\\\r?\n)*)"
_FROM = re.compile(rb"\bfrom[\s\\]+\Z")
_IMPORT = re.compile(rb"\w+(?:\.\w+)*?" + _MORE + rb"[\s\\]+import\b" + _ITEMS)
#: What is part of many names that most files about Flask do without.
_PARTS = (
    *GATE, *sorted(set(chain(*GATE.values()))), b"Session", b"SESSION_", b"_ctx", b"_version_",
    b"coder", b"erializer", b"flask.ext.", b"ontext", b"version",
)  # fmt: skip
#: How far back is looked for what stands before a name on other lines.
_REACH = 200
_LINE = 80


class Text:
    """The bytes of a file, and what stands where in them."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._taken: dict[tuple[str, ...], _Taken] = {}
        self._followed: dict[bytes, bool] = {}
        self._said: dict[bytes, bool] = {}
        self._held: dict[Words, bool] = {}
        self._origins: dict[tuple[bytes, Words], bool] = {}

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

    def follows(self, start: int, expression: bytes) -> bool:
        """Say whether an expression, which has to end there, matches before a place."""
        return _compiled(expression).search(self.data, max(0, start - _LINE), start) is not None

    def precedes(self, end: int, expression: bytes) -> bool:
        """Say whether an expression matches what stands behind a place."""
        return _compiled(expression).match(self.data, end) is not None

    def is_imported(self, start: int, modules: tuple[str, ...]) -> bool:
        """Say whether a place may be in a ``from … import`` of one of the modules."""
        return any(first < start < last for first, last in self.taken_from(modules).imports)

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
        taken = self.taken_from(modules)
        chain = self._chain(start)
        if chain is None:
            # After a call or a literal, unless these are just parentheses.
            return _PARENTHESES.search(self.data, max(0, start - _REACH), start) is not None
        return taken.knows(chain[0])

    def is_used_from(self, start: int, end: int, modules: tuple[str, ...]) -> bool:
        """
        Say whether a place may be where something of one of the modules is used.

        It follows a dot, or is a name that the file imports or assigns from there.
        """
        if self.is_of(start, modules):
            return True
        # A dot further away may be that of a sentence in a comment.
        if self.data[start - 1 : start] == b".":
            return False
        taken = self.taken_from(modules)
        return taken.has_star or taken.knows(self.data[start:end])

    def says(self, expression: bytes) -> bool:
        """Say whether an expression matches anywhere in the file."""
        known = self._said.get(expression)
        if known is None:
            known = self._said[expression] = _compiled(expression).search(self.data) is not None
        return known

    def uses_session(self, expression: bytes) -> bool:
        """Say whether an expression may match what follows Flask's session somewhere."""
        known = self._followed.get(expression)
        if known is None:
            known = self._followed[expression] = any(
                self.precedes(place + len(name), expression)
                for name in self._session_names
                for place in _places(self.data, name)
            )
        return known

    @cached_property
    def _session_names(self) -> set[bytes]:
        """The names that Flask's session may have, or none where nothing takes it from Flask."""
        data = self.data
        places = _places(data, b"session")
        if not any(self.is_used_from(place, place + 7, ("flask",)) for place in places):
            return set()
        found, pending = set(), [b"session"]
        while pending:
            name = pending.pop()
            found.add(name)
            for place in _places(data, name):
                renamed = _AS.match(data, place + len(name))
                if renamed is not None:
                    pending += {renamed[1]} - found
                elif _IS_ALL.match(data, place + len(name)):
                    assigned = _TARGET.search(data, max(0, place - _REACH), place)
                    pending += {assigned[1]} - found if assigned is not None else ()
        return found

    def _chain(self, start: int) -> list[bytes] | None:
        """Return the names before a dot, if nothing else stands there."""
        before = self.data[max(0, start - _LINE) : start].rstrip(_SPACE)
        chain = before.translate(_DOTTED).rpartition(b" ")[2]
        if len(chain) < 2 and before[-2:-1] in _SPACE or len(chain) == len(before):
            # The dot stands apart, or the line is long.
            match = _CHAIN.search(self.data, max(0, start - _REACH), start)
            return match and _NAME.findall(match[0])
        return chain.split(b".")[:-1] if chain and chain[:1] != b"." else None

    def taken_from(self, modules: tuple[str, ...]) -> _Taken:
        """Return what is imported from some modules."""
        found = self._taken.get(modules)
        if found is None:
            found = self._taken[modules] = _Taken(self.data, modules)
        return found

    def comes_from(self, start: int, words: Words) -> bool:
        """
        Say whether what stands before a dot may be made of what some words say.

        They are in the expression before the dot, or near a place where one of
        its names is a parameter or the target of a ``with``. What is imported or
        returned may be anything, in a file that holds one of them.
        """
        if not self.holds(words) or not self.follows_dot(start):
            return False
        chain = self._chain(start)
        return chain is None or self._may_be_made_of(chain, words)

    def _may_be_made_of(self, chain: list[bytes], words: Words) -> bool:
        if chain[-1] in _KNOWN:
            return False
        if any(map(_either(words).search, chain)):
            return True
        for name in chain:
            if name in (b"self", b"cls"):
                known: bool | None = self._has_context_class
            else:
                known = self._origins.get((name, words))
            if known is None:
                # Also the answer where definitions go round in circles.
                self._origins[name, words] = False
                known = self._origins[name, words] = self._is_bound_near(name, words)
            if known:
                return True
        return False

    @cached_property
    def _has_context_class(self) -> bool:
        return _CONTEXT_CLASS.search(self.data) is not None

    def holds(self, words: Words) -> bool:
        """Say whether one of some words stands in the file."""
        known = self._held.get(words)
        if known is None:
            known = self._held[words] = any(find(self.data, word) >= 0 for word in words)
        return known

    def _is_bound_near(self, name: bytes, words: Words) -> bool:
        either = _either(words)
        for place in _places(self.data, name):
            end = place + len(name)
            if _ANNOTATED.match(self.data, end) and either.search(self.data, end, end + _REACH):
                return True
            if _ASSIGNING.match(self.data, end):
                line = self.data[self.data.rfind(b"\n", 0, place) + 1 : place]
                value = _PLAIN.match(self.data, end)
                if b"(" not in line and (
                    value is None or self._may_be_made_of(value[1].split(b"."), words)
                ):
                    return True
            before = self.data[max(0, place - _REACH) : place]
            if before.rstrip(_SPACE + b"(").endswith(b"as") and either.search(before):
                return True
            start = self.data.rfind(b"import", max(0, place - 5 * _REACH), place)
            if start >= 0 and _IMPORTING.fullmatch(self.data, start, place):
                return True
        return False


_NAME = re.compile(rb"[A-Za-z_]\w*")
#: Names with dots that are all there is to assign.
_PLAIN = re.compile(rb"[ \t]*=[ \t]*((?:\w+\.)*\w+)[ \t]*(?:#|\r?\n|\Z)")
#: What the dotted name before a name begins with.
_CHAIN = re.compile(
    rb"(?<![\w.)\]'\"\x80-\xff])([A-Za-z_]\w*)(?:[\s\\]*\.[\s\\]*\w+)*[\s\\]*\.[\s\\]*\Z"
)
_PARENTHESES = re.compile(rb"(?<![\w)\]])\([\w.\s\\]+\)[\s\\]*\.[\s\\]*\Z")
#: What everybody imports and is made of something else, such as SQLAlchemy's `db`.
_KNOWN = (b"db", b"g", b"request", b"current_user")
_CONTEXT_CLASS = re.compile(rb"\bclass[\s\\]+\w+[\s\\]*\([^)]*Context")
_ANNOTATED = re.compile(rb"[\s\\)]*:")
_ASSIGNING = re.compile(rb"[ \t\\)]*(?::[^=\n]*)?=(?!=)")
_IMPORTING = re.compile(rb"import\b[ \t\f]*(?:\((?:[^()#]|#[^\n]*\n)*|(?:[\w \t\f,.]|\\\r?\n)*)")
#: What follows a dotted name that is all there is to assign.
_IS_ALL = re.compile(_MORE + rb"[ \t)]*(?:[=#;\r\n]|\Z)|" + _MORE + rb"[\s\\]*\)")
#: The name that a dotted one is assigned to, and where that begins.
_TARGET = re.compile(
    rb"(?<![\w.])(\w+)[ \t\\)]*(?::[^=\n]*)?=[\s\\(]*(?:\w+[\s\\]*\.[\s\\]*)*\Z"
)
_VALUE = re.compile(rb"[ \t\\)]*(?::[^=\n]*)?=(?!=)[\s\\(]*([A-Za-z_]\w*)")
_AS = re.compile(_MORE + rb"[\s\\]+as[\s\\]+(\w+)")
_STAR = re.compile(rb"import[\s\\(]*\*")


class _Taken:
    """What a file takes from some modules."""

    def __init__(self, data: bytes, modules: tuple[str, ...]) -> None:
        self._data = data
        self._known: dict[bytes, bool] = {}
        self.imports: list[tuple[int, int]] = []
        self.names = {module.encode() for module in modules}
        self.has_star = self._is_named = False
        for module in list(self.names):
            for start in _places(data, module):
                self._is_named = True
                if data[start - 5 : start] == b"from " or _FROM.search(data, start - 50, start):
                    match = _IMPORT.match(data, start)
                    if match is not None:
                        self.imports.append((start, match.end()))
                        self.names.update(_NAME.findall(match[0]))
                        self.has_star |= _STAR.search(match[0]) is not None
                else:
                    match = _AS.match(data, start + len(module))
                    if match is not None:
                        self.names.add(match[1])

    def knows(self, name: bytes) -> bool:
        """Say whether a name is one of these, or assigned from one."""
        if name in self.names:
            return True
        if not self._is_named or name in (b"self", b"cls"):
            return False
        known = self._known.get(name)
        if known is None:
            # Also the answer where definitions go round in circles.
            self._known[name] = False
            known = self._known[name] = any(map(self.knows, _assigned(self._data, name)))
        return known


def _assigned(data: bytes, name: bytes) -> Iterator[bytes]:
    """Yield what the dotted names begin with that a name is assigned."""
    for place in _places(data, name):
        value = _VALUE.match(data, place + len(name))
        if value is not None and _IS_ALL.match(data, value.end()):
            yield value[1]


#: Most expressions of rules are never looked for in a run, and compiling all takes a third of its
#: start.
_compiled = lru_cache(maxsize=None)(re.compile)


@lru_cache(maxsize=None)
def _either(words: Words) -> re.Pattern[bytes]:
    return re.compile(b"|".join(map(re.escape, words)))


class Index:
    """
    Finds the names of some rules.

    :param exhaustive: look behind every name, to prove that it changes nothing.
    """

    def __init__(self, rules: Iterable[Rule], exhaustive: bool = False) -> None:
        self.exhaustive = exhaustive
        wanted: dict[_Needs, dict[bytes, list[Trigger]]] = {}
        for trigger in (trigger for rule in rules for trigger in rule.checks):
            name = trigger.name.encode()
            group = wanted.setdefault((_parts(name), trigger.needs, trigger.imported), {})
            group.setdefault(name, []).append(trigger)
        self._wanted = [_Wanted(*needs, names) for needs, names in wanted.items()]
        self._plans: dict[int, _Plan] = {}

    def hits(self, data: bytes) -> list[Hit]:
        """Return where names stand that could mean something, in order, and to whom."""
        if not is_of_interest(data):
            return []
        text = Text(data)
        found: dict[tuple[int, int], list[Trigger]] = {}
        for name, triggers in self._present(data, text).items():
            for start in _places(data, name):
                end = start + len(name)
                fitting = [t for t in triggers if self.exhaustive or t.fits(text, start, end)]
                if fitting:
                    found[start, end] = fitting
        return [(start, end, triggers) for (start, end), triggers in sorted(found.items())]

    def _present(self, data: bytes, text: Text) -> dict[bytes, list[Trigger]]:
        """Return the names that stand in a file together with what they need."""
        held = 0
        for part, bit, longer in _BITS:
            if find(data, part) >= 0:
                held |= bit
                for part, bit in longer:
                    if find(data, part) >= 0:
                        held |= bit
        plan = self._plans.get(held)
        if plan is None:
            plan = self._plans[held] = _Plan(self._wanted, held, self.exhaustive)
        sought = plan.names
        for needs, names in plan.needy:
            for need in needs:
                if find(data, need) >= 0:
                    sought = sought + names
                    break
        present = dict(plan.held)
        for name, own in sought:
            if find(data, name) >= 0:
                present[name] = [*present.get(name, ()), *own]
        for modules, imports in plan.imports:
            for name in text.taken_from(modules).names & imports.keys():
                present[name] = [*present.get(name, ()), *imports[name]]
        return present


_Names = list[tuple[bytes, "list[Trigger]"]]


class _Wanted:
    """Names with the same parts and needs, and those who ask for them."""

    def __init__(
        self,
        parts: int,
        needs: Words,
        imported: tuple[str, ...],
        names: dict[bytes, list[Trigger]],
    ) -> None:
        self.parts = parts
        self.needs = [(need, _parts(need)) for need in needs]
        self.is_part = [need for need in needs if need in _PARTS]
        self.imported = imported
        self.names: _Names = list(names.items())


class _Plan:
    """
    What to look for in files that hold certain parts of names.

    Most names, or what they need, have one that is not there, and so are out
    of the question.
    """

    def __init__(self, wanted: list[_Wanted], held: int, exhaustive: bool) -> None:
        self.names: _Names = []
        #: The names that are parts themselves.
        self.held: dict[bytes, list[Trigger]] = {}
        needy: dict[Words, _Names] = {}
        imports: dict[tuple[str, ...], dict[bytes, list[Trigger]]] = {}
        absent = ~held
        for one in wanted:
            if one.parts & absent:
                continue
            needs = tuple([need for need, parts in one.needs if not parts & absent])
            if one.needs and not needs:
                continue
            if needs and not any([need in needs for need in one.is_part]):
                needy[needs] = needy.get(needs, []) + one.names
            elif one.imported and not exhaustive:
                group = imports.setdefault(one.imported, {})
                for name, triggers in one.names:
                    group[name] = group.get(name, []) + triggers
            else:
                for name, triggers in one.names:
                    if name in _PARTS:
                        self.held[name] = self.held.get(name, []) + triggers
                    else:
                        self.names.append((name, triggers))
        self.needy = list(needy.items())
        self.imports = list(imports.items())


@lru_cache(maxsize=None)
def _parts(text: bytes) -> int:
    """Return a bit for each of the parts that a text has."""
    return sum(1 << number for number, part in enumerate(_PARTS) if part in text)


def _bits() -> Iterator[tuple[bytes, int, list[tuple[bytes, int]]]]:
    """Yield the bit of each part that no other is in, and the bits of longer ones."""
    left = {part: 1 << number for number, part in enumerate(_PARTS)}
    for part in _PARTS:
        if not any(other in part for other in _PARTS if other != part):
            longer = [other for other in left if part in other != part]
            yield part, left.pop(part), [(other, left.pop(other)) for other in longer]


_BITS = list(_bits())


def _places(data: bytes, name: bytes) -> Iterable[int]:
    """Yield where a name stands as a whole word."""
    size, length = len(data), len(name)
    start = find(data, name)
    while start >= 0:
        end = start + length
        if (end == size or not _IS_LETTER[data[end]]) and (
            not start or not _IS_LETTER[data[start - 1]]
        ):
            yield start
        start = find(data, name, end)
