"""
``range PATH``: the releases that session code runs on, and what sets each end.

Asked the other way round: the rules are run for one release after the other,
and where a finding starts or stops, there is an end.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import Iterator

from ..history import FACTS, release
from ..releases import MIDDLE, RELEASES, UPCOMING
from . import flaskrange
from .engine import Linter
from .finding import Finding, Sure
from .flaskrange import Range
from .rule import all_rules
from .search import of_interest
from .source import Source

TITLES = {"flask": "Flask", "werkzeug": "Werkzeug", "itsdangerous": "itsdangerous"}


@dataclass(frozen=True)
class End:
    """One end of a range, and the line that sets it."""

    release: str
    finding: Finding


@dataclass(frozen=True)
class Inferred:
    """The releases of a package that the code runs on."""

    package: str
    oldest: End | None
    """The first release that works, or None where the oldest does."""
    first_bad: End | None
    """The first release after it that does not, or None."""

    @property
    def is_empty(self) -> bool:
        """Whether no release has everything that the code uses."""
        if self.oldest is None or self.first_bad is None:
            return False
        return _full(self.oldest.release) >= _full(self.first_bad.release)

    @property
    def spec(self) -> str:
        parts = [f">={self.oldest.release}"] if self.oldest else []
        parts += [f"<{self.first_bad.release}"] if self.first_bad else []
        return ",".join(parts)


def sources(paths: list[str]) -> Iterator[Source]:
    """Yield the files that may hold session code."""
    from .discovery import Files, is_framework

    for path, data in of_interest(Files().find(paths)):
        if isinstance(data, bytes) and not is_framework(path):
            yield Source(path, data)


def infer(sources: list[Source], package: str) -> Inferred:
    """Return the range of one package that all the sources run on."""
    rules = [rule for rule in all_rules() if rule.ends_range]
    linter = Linter(rules)
    releases = _telling(package)
    seen: dict[tuple[str, str, int], tuple[Finding, list[int]]] = {}
    wanted = [source for source in sources if linter.wants(source)]
    for index, text in enumerate(releases):
        target = Range({**MIDDLE, package: f"=={text}"}, "range")
        for source in wanted:
            for finding in linter.lint(source, target):
                if finding.sure is Sure.PROVED:
                    key = (finding.code, finding.path, finding.start)
                    where = seen.setdefault(key, (finding, []))[1]
                    # One place may have several findings of a rule.
                    where += [index] if where[-1:] != [index] else []
    oldest: tuple[int, Finding] | None = None
    bad: tuple[int, Finding] | None = None
    last = len(releases) - 1
    for finding, where in seen.values():
        if len(where) == len(releases):
            continue
        if where[-1] == last and (bad is None or where[0] < bad[0]):
            bad = (_start_of_end(where, last), finding) if _start_of_end(where, last) else bad
        if where[0] == 0:
            first_good = next(i for i in range(len(releases)) if i not in where)
            if oldest is None or first_good > oldest[0]:
                oldest = (first_good, finding)
    return Inferred(
        package,
        End(releases[oldest[0]], oldest[1]) if oldest else None,
        End(releases[bad[0]], bad[1]) if bad else None,
    )


def _telling(package: str) -> list[str]:
    """Return the releases in which something came or went, and the last one."""
    found = [r for r in RELEASES[package] if r != UPCOMING.get(package)]
    changes = {
        release(text)
        for row in FACTS
        if row.package == package
        for text in (*row.changes, row.deprecated)
        if text
    }
    telling = [found[0]]
    for before, text in zip(found, found[1:]):
        if any(_full(before) < _full_number(change) <= _full(text) for change in changes):
            telling.append(text)
    return telling if telling[-1] == found[-1] else [*telling, found[-1]]


def _full(text: str) -> tuple[int, ...]:
    return _full_number(release(text))


def _full_number(number: tuple[int, ...]) -> tuple[int, ...]:
    """Give a release three numbers, because 2.3 and 2.3.0 are one."""
    return (*number, 0, 0)[:3]


def _start_of_end(where: list[int], last: int) -> int:
    """Return where the unbroken run of indices that reaches the end begins."""
    start = last
    while start - 1 in where:
        start -= 1
    return start


def run(paths: list[str], form: str, check: bool) -> int:
    """Print the ranges, and compare them with the metadata if asked to."""
    found = list(sources(paths))
    ranges = [infer(found, package) for package in TITLES]
    folder = paths[0] if os.path.isdir(paths[0]) else os.path.dirname(paths[0]) or "."
    declared = flaskrange.find(folder)
    too_much = _promised(ranges[0], declared) if check else []
    if form == "json":
        print(json.dumps([_row(item) for item in ranges], indent=2))
    else:
        for item in ranges:
            print(_text(item))
    if too_much:
        advice = f"Write Flask{ranges[0].spec}."
        if ranges[0].is_empty:
            advice = "First mend what sets the two ends: sessioncompat lint --diff shows how."
        print(
            f"{declared.origin} promises Flask{declared.flask.spec}, and the code does not run on"
            f" {', '.join(too_much)}. {advice}"
        )
        return 1
    return 0


def _promised(inferred: Inferred, declared: Range) -> list[str]:
    if declared.origin == flaskrange.TODAY:
        return []
    if inferred.is_empty:
        return list(declared.flask.releases)
    code = Range({"flask": inferred.spec or f">={RELEASES['flask'][0]}"}, "range").flask.releases
    if not inferred.oldest and inferred.first_bad:
        code = Range({"flask": f">={RELEASES['flask'][0]},{inferred.spec}"}, "range").flask.releases
    return [r for r in declared.flask.releases if r not in code]


def _row(item: Inferred) -> dict[str, object]:
    return {
        "package": item.package,
        "range": item.spec,
        "oldest": _end(item.oldest),
        "first_bad": _end(item.first_bad),
    }


def _end(end: End | None) -> dict[str, object] | None:
    if end is None:
        return None
    finding = end.finding
    return {
        "release": end.release,
        "filename": finding.path,
        "row": finding.row,
        "column": finding.column,
        "code": finding.code,
        "line": finding.excerpt,
    }


def _text(item: Inferred) -> str:
    runs_on = "no release" if item.is_empty else item.spec or "any release"
    lines = [f"{TITLES[item.package]} {runs_on}", _line(item)]
    for word, end in (("from", item.oldest), ("below", item.first_bad)):
        if end is not None:
            finding = end.finding
            lines.append(
                f"  {word} {end.release}: {finding.path}:{finding.row} ({finding.code})"
                f" {finding.excerpt[:70]}"
            )
    return "\n".join(lines) + "\n"


def _line(item: Inferred) -> str:
    """Draw the series of releases, those that work in bold strokes."""
    series = list(
        dict.fromkeys(
            ".".join(text.split(".")[:2])
            for text in RELEASES[item.package]
            if text != UPCOMING.get(item.package)
        )
    )
    parts = []
    for name in series:
        good = (item.oldest is None or _full(name)[:2] >= _full(item.oldest.release)[:2]) and (
            item.first_bad is None or _full(name) < _full(item.first_bad.release)
        )
        parts.append(f"[{name}]" if good else f" {name} ")
    return "  " + "".join(parts)
