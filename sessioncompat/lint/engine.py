"""
Reads files, asks the rules, and makes the fixes.

A file is searched for the rules' names before it is parsed, and most files
end there. The others are parsed once, and each rule is called with the places
where one of its names stands; there is no walk over the tree.
"""

from __future__ import annotations

from typing import Iterable, Iterator

from . import fixes, lookups, noqa
from .finding import Finding, Sure
from .flaskrange import Range
from .lexical import Hit, Index
from .project import Project
from .rule import Check, Rule, Trigger, Use
from .search import is_of_interest
from .source import Source, Unreadable, string_value

MAX_PASSES = 10

class Broken(Exception):
    """A fix made something unreadable. It is not written."""


class Linter:
    """
    Looks for what some rules look for.

    :param rules: the rules to ask.
    :param target: the releases to hold for.
    :param strict: let the errors of rules through, for tests.
    :param project: what has been read already.
    :param exhaustive: parse wherever a name stands, to prove that the search
        finds the same.
    """

    def __init__(
        self,
        rules: Iterable[Rule],
        target: Range | None = None,
        strict: bool = False,
        project: Project | None = None,
        exhaustive: bool = False,
    ) -> None:
        self.rules = tuple(rules)
        self.range = target or Range()
        self.strict = strict
        self.project = project or Project()
        self._index = Index(self.rules)
        self._everything = Index(self.rules, exhaustive=True) if exhaustive else None
        self._last: tuple[bytes, list[Hit]] = (b"", [])
        #: By name, for those that stand in strings, which no search looks into.
        self._triggers: dict[str, list[Trigger]] = {}
        for trigger in (trigger for rule in self.rules for trigger in rule.checks):
            if not trigger.strings:
                self._triggers.setdefault(trigger.name, []).append(trigger)
        self._about_files = {rule.code: rule for rule in self.rules if rule.code < "SC1"}

    def without(self, codes: set[str]) -> Linter:
        """Return a linter that does not look for some things."""
        if not codes:
            return self
        rules = [rule for rule in self.rules if rule.code not in codes]
        return Linter(rules, self.range, self.strict, self.project)

    def wants(self, source: Source) -> bool:
        """Say whether a file can hold a finding at all."""
        data = source.python.data
        return bool(self._hits(data)) or next(self._lookups(data), None) is not None

    def lint(self, source: Source, target: Range | None = None) -> list[Finding]:
        """Return the findings in a file, in order, without those it silences."""
        if source.notebook is not None:
            found = self.lint(source.python, target)
            return [source.notebook.placed(finding, source.position) for finding in found]
        target = target or self.range
        telling = _of_use(self._hits(source.data), target)
        hits = self._everything.hits(source.data) if self._everything else telling
        named = list(self._lookups(source.data))
        if not hits and not named:
            return []
        try:
            findings = list(self._ask(source, hits, target))
            findings += self._ask_by_name(source, named, target)
            if source.is_document:
                findings = [_fitted(source, finding) for finding in findings]
            elif telling and not source.is_cells:
                findings += self._holes(source)
        except Unreadable as reason:
            return self._about(source, "SC001", str(reason)) if telling else []
        findings = list(dict.fromkeys(sorted(findings, key=lambda f: f.sort_key)))
        return noqa.keep(source, findings)

    def _hits(self, data: bytes) -> list[Hit]:
        """Return where a rule's names stand in the bytes, and whose they are."""
        if self._last[0] is not data:
            self._last = (data, self._index.hits(data))
        return self._last[1]

    def _ask(
        self, source: Source, hits: list[Hit], target: Range
    ) -> Iterable[Finding]:
        semantics = self.project.semantics(source)
        for start, end, triggers in hits:
            node = source.node_at(start, end)
            if node is None:
                continue
            name = triggers[0].name
            in_string = node.type in ("string_content", "string", "string_start", "string_end")
            if in_string:
                if node.type == "string_content":
                    node = source.parent(node)
                if string_value(source, node) != name:
                    continue
            elif node.type != "identifier" or (node.start_byte, node.end_byte) != (start, end):
                continue
            use = Use(node, name, semantics, target)
            for trigger in triggers:
                if trigger.strings is in_string:
                    yield from self._call(trigger.rule, trigger.check, use)

    def _lookups(self, data: bytes) -> Iterator[tuple[int, int]]:
        """Yield where a string may be looked up that has the name of a rule in it."""
        if is_of_interest(data):
            for start, end, parts in lookups.places(data):
                if any(part in self._triggers for part in parts[1:]):
                    yield start, end

    def _ask_by_name(
        self, source: Source, places: list[tuple[int, int]], target: Range
    ) -> Iterator[Finding]:
        semantics = self.project.semantics(source)
        for start, end in places:
            node = source.node_at(start, end)
            string = source.parent(node) if node is not None else None
            if string is None or string.type != "string":
                continue
            parts = lookups.parts_of(semantics, string)
            for name in dict.fromkeys(parts[1:]):
                use = Use(string, name, semantics, target, parts)
                for trigger in self._triggers.get(name, ()):
                    if trigger.is_about(source.data) and trigger.is_of_use(target):
                        yield from self._call(trigger.rule, trigger.check, use)

    def _call(self, rule: Rule, check: Check, use: Use) -> list[Finding]:
        try:
            return list(check(use))
        except Unreadable:
            raise
        except Exception as error:
            if self.strict:
                raise
            return self._about(
                use.source,
                "SC001",
                f"{rule.code} {rule.slug} failed here with {type(error).__name__}: {error}."
                " The other rules have read the file. Please report it with this line.",
                use.node.start_byte,
            )

    def _holes(self, source: Source) -> list[Finding]:
        errors = []
        for error in source.syntax_errors():
            errors.append(error)
            if len(errors) > 99:
                break
        if not errors:
            return []
        more = f" and {len(errors) - 1} more" if len(errors) > 1 else ""
        return self._about(
            source,
            "SC002",
            f"This is no Python that the lint can read{more}. The rest of the file was read."
            " Look for session code here yourself.",
            errors[0].start_byte,
        )

    def _about(self, source: Source, code: str, message: str, at: int = 0) -> list[Finding]:
        rule = self._about_files.get(code)
        if rule is None:
            return []
        row, column = source.position(at)
        return [
            Finding(rule.code, rule.slug, message, source.path, at, at, row, column, row, column,
                    Sure.PROVED, None, source.line(row).strip())  # fmt: skip
        ]

    def unreadable(self, path: str, reason: str) -> list[Finding]:
        """Return the one finding about a file that could not be read."""
        return self._about(Source(path, b""), "SC001", reason)

    def fix(
        self, source: Source, target: Range | None = None, unsafe: bool = False
    ) -> tuple[Source, list[Finding], list[Finding]]:
        """
        Make the fixes of a file until there are none left to make.

        :return: the source afterwards, what was fixed, and what is left.
        """
        fixed: list[Finding] = []
        for _ in range(MAX_PASSES):
            findings = self.lint(source, target)
            chosen = fixes.choose(findings, unsafe)
            if not chosen:
                return source, fixed, findings
            changed = self._changed(source, chosen)
            if changed is None:
                # Together they break something: make the first that does not.
                pairs = ((self._changed(source, [one]), one) for one in chosen)
                changed, one = next((p for p in pairs if p[0] is not None), (None, None))
                chosen = [one]
            if changed is None:
                return source, fixed, findings
            fixed += chosen
            source = changed
        return source, fixed, self.lint(source, target)

    def _changed(self, source: Source, chosen: list[Finding]) -> Source | None:
        edits = {edit for finding in chosen for edit in finding.fix.edits}
        changed = Source(source.path, fixes.apply(source.data, edits))
        if changed.data == source.data:
            return None
        before = sum(1 for _ in source.python.syntax_errors())
        after = sum(1 for _ in changed.python.syntax_errors())
        if after and not before and self.strict:
            raise Broken(f"{[f.code for f in chosen]} broke {source.path}.")
        return changed if after <= before else None


def _of_use(hits: list[Hit], target: Range) -> list[Hit]:
    """Leave out what has nothing to say about a range."""
    found = []
    for start, end, triggers in hits:
        wanted = [trigger for trigger in triggers if trigger.is_of_use(target)]
        if wanted:
            found.append((start, end, wanted))
    return found


def _fitted(source: Source, finding: Finding) -> Finding:
    """Take a fix away that would write into the prose of a document."""
    if finding.fix is not None and not all(
        source.code[edit.start : edit.end].strip() for edit in finding.fix.edits
    ):
        return finding._replace(fix=None)
    return finding
