"""
Reads files, asks the rules, and makes the fixes.

A file is searched for the rules' names before it is parsed, and most files
end there. The others are parsed once, and each rule is called with the places
where one of its names stands; there is no walk over the tree.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import Iterable

from . import documents, fixes, noqa
from .finding import Finding, Sure
from .flaskrange import Range
from .project import Project
from .rule import Check, Rule, Trigger, Use
from .search import is_of_interest
from .source import Source, Unreadable, string_value

MAX_PASSES = 10

_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"
#: Turns everything between words into spaces.
_WORDS = bytes(c if c in _LETTERS else 32 for c in range(256))


class Broken(Exception):
    """A fix made something unreadable. It is not written."""


class Linter:
    """
    Looks for what some rules look for.

    :param rules: the rules to ask.
    :param target: the releases to hold for.
    :param strict: let the errors of rules through, for tests.
    :param project: what has been read already.
    """

    def __init__(
        self,
        rules: Iterable[Rule],
        target: Range | None = None,
        strict: bool = False,
        project: Project | None = None,
    ) -> None:
        self.rules = tuple(rules)
        self.range = target or Range()
        self.strict = strict
        self.project = project or Project()
        self._triggers: dict[bytes, list[Trigger]] = defaultdict(list)
        for rule in self.rules:
            for trigger in rule.checks:
                self._triggers[trigger.name.encode()].append(trigger)
        self._expressions: dict[tuple[bytes, ...], re.Pattern[bytes]] = {}
        self._last: tuple[bytes, list[tuple[int, int, list[Trigger]]]] = (b"", [])
        self._about_files = {rule.code: rule for rule in self.rules if rule.code < "SC1"}
        #: Whether to skip the search, to prove that it changes nothing.
        self.exhaustive = False

    def without(self, codes: set[str]) -> Linter:
        """Return a linter that does not look for some things."""
        if not codes:
            return self
        rules = [rule for rule in self.rules if rule.code not in codes]
        return Linter(rules, self.range, self.strict, self.project)

    def wants(self, data: bytes) -> bool:
        """Say whether a file can hold a finding at all."""
        return bool(self._hits(data))

    def lint(self, source: Source, target: Range | None = None) -> list[Finding]:
        """Return the findings in a file, in order, without those it silences."""
        hits = self._hits(source.data)
        if not hits:
            return []
        try:
            findings = list(self._ask(source, hits, target or self.range))
            if source.is_document:
                findings = [_fitted(source, finding) for finding in findings]
            else:
                findings += self._holes(source)
        except Unreadable as reason:
            return self._about(source, "SC001", str(reason))
        findings = list(dict.fromkeys(sorted(findings, key=lambda f: f.sort_key)))
        return noqa.keep(source, findings)

    def _hits(self, data: bytes) -> list[tuple[int, int, list[Trigger]]]:
        """Return where a rule's names stand in the bytes, and whose they are."""
        if not self.exhaustive and not is_of_interest(data):
            return []
        if self._last[0] is not data:
            self._last = (data, self._search(data))
        return self._last[1]

    def _search(self, data: bytes) -> list[tuple[int, int, list[Trigger]]]:
        held: dict[tuple[bytes, ...], bool] = {(): True}
        triggers: dict[bytes, list[Trigger]] = {}
        for name in self._triggers.keys() & set(data.translate(_WORDS).split()):
            candidates = self._triggers[name]
            wanted = [t for t in candidates if self.exhaustive or _holds(t.needs, data, held)]
            if wanted:
                triggers[name] = wanted
        if not triggers:
            return []
        hits = []
        for match in self._expression(tuple(sorted(triggers))).finditer(data):
            start, end = match.span()
            found = [
                t for t in triggers[match.group()] if self.exhaustive or t.fits(data, start, end)
            ]
            if found:
                hits.append((start, end, found))
        return hits

    def _expression(self, names: tuple[bytes, ...]) -> re.Pattern[bytes]:
        found = self._expressions.get(names)
        if found is None:
            longest = sorted(names, key=len, reverse=True)
            found = re.compile(
                rb"(?<![A-Za-z0-9_])(?:%s)(?![A-Za-z0-9_])"
                % b"|".join(re.escape(name) for name in longest)
            )
            if len(self._expressions) < 5_000:
                self._expressions[names] = found
        return found

    def _ask(
        self, source: Source, hits: list[tuple[int, int, list[Trigger]]], target: Range
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
        before = sum(1 for _ in source.syntax_errors())
        after = sum(1 for _ in changed.syntax_errors())
        if after and not before and self.strict:
            raise Broken(f"{[f.code for f in chosen]} broke {source.path}.")
        return changed if after <= before else None


def _fitted(source: Source, finding: Finding) -> Finding:
    """Make a fix one for a document, or take it away where it does not fit."""
    if finding.fix is None:
        return finding
    edits = []
    for edit in finding.fix.edits:
        content = documents.escaped(source.path, edit.content)
        if content is None or not source.code[edit.start : edit.end].strip():
            return replace(finding, fix=None)
        edits.append(replace(edit, content=content))
    return replace(finding, fix=replace(finding.fix, edits=tuple(edits)))


def _holds(
    needs: tuple[bytes, ...], data: bytes, held: dict[tuple[bytes, ...], bool]
) -> bool:
    found = held.get(needs)
    if found is None:
        found = held[needs] = any(need in data for need in needs)
    return found


def lint_text(text: str, linter: Linter, path: str = "example.py") -> list[Finding]:
    """Return the findings in a piece of code."""
    return linter.lint(Source(path, text.encode()))
