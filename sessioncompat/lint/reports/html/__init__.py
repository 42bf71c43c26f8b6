"""
One file to look at, to send on and to keep: it needs no network and no scripts.

What it shows is other people's source, so everything is escaped by the
template, and a content security policy names the one style and the one script
that belong to it.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import shlex
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Iterator

from ..looks import SEVERITIES, severity, visible
from ..report import Report
from ...finding import Finding, Sure

if TYPE_CHECKING:
    from markupsafe import Markup

    from ...rule import Rule
    from ...source import Source

_HOME = os.path.dirname(__file__)


@dataclass
class Entry:
    """A finding, ready for the page."""

    number: int
    finding: Finding
    message: Markup
    lines: list[tuple[int, Markup]]
    fix: str | None
    changes: list[tuple[str, str]]

    @property
    def severity(self) -> str:
        return severity(self.finding.code)

    @property
    def is_likely(self) -> bool:
        return self.finding.sure is Sure.LIKELY

    @property
    def path(self) -> str:
        return visible(self.finding.path)


def render(report: Report) -> str:
    from jinja2 import Environment, FileSystemLoader

    environment = Environment(
        loader=FileSystemLoader(_HOME), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(prose=prose, shown=visible)
    style, script = _part("report.css"), _part("report.js")
    entries = _entries(report)
    return environment.get_template("report.html").render(
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
        report=report,
        ranges=" and ".join(report.ranges[:3]) or "today's Flask",
        files=[(path, list(group)) for path, group in groupby(entries, key=lambda e: e.path)],
        rules=_by_rule(report, entries),
        severities=[
            (name, text, count)
            for name, text in SEVERITIES.items()
            if (count := sum(entry.severity == name for entry in entries))
        ],
        counts=Counter(entry.fix for entry in entries),
        targets=shlex.join(visible(path) for path in report.paths),
        **_range(report),
    )


def _part(name: str) -> Markup:
    """Return a file of ours, which must not be escaped."""
    from markupsafe import Markup

    with open(os.path.join(_HOME, name), encoding="utf-8") as file:
        return Markup(file.read())


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def prose(text: str) -> Markup:
    """Return a message as HTML, with what stands in backticks as code."""
    from markupsafe import Markup, escape

    parts = re.split(r"`+([^`]+)`+", visible(text))
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if index % 2 else escape(part)
        for index, part in enumerate(parts)
    )


def _entries(report: Report) -> list[Entry]:
    return [
        entry
        for path, group in groupby(enumerate(report.findings, 1), key=lambda pair: pair[1].path)
        for entry in _of_file(report, report.sources.get(path), list(group))
    ]


def _of_file(
    report: Report, source: Source | None, findings: list[tuple[int, Finding]]
) -> Iterator[Entry]:
    from . import frames

    if source is not None and source.data:
        rows = [row for _, finding in findings for row in frames.rows_around(finding, source)]
        colours = frames.Colours(source, rows)
    for number, finding in findings:
        lines: list[tuple[int, Any]] = []
        changes: list[tuple[str, str]] = []
        if source is not None and source.data:
            place = frames.marked(finding, source.line(finding.row))
            lines = [
                (row, colours.line(row, place if row == finding.row else None))
                for row in frames.rows_around(finding, source)
            ]
            if finding.fix is not None:
                changes = frames.changes(source, finding.fix.edits)
        yield Entry(number, finding, prose(finding.message), lines, _kind(finding), changes)


def _kind(finding: Finding) -> str | None:
    """Return what makes the fix: ``fix``, ``unsafe`` or the reader, by ``hand``."""
    if finding.fix is None:
        return None
    if finding.fixable():
        return "fix"
    return "unsafe" if finding.fixable(True) else "hand"


def _by_rule(report: Report, entries: list[Entry]) -> list[dict[str, Any]]:
    from ...pages import blocks

    known: dict[str, Rule] = {rule.code: rule for rule in report.rules}
    ordered = sorted(entries, key=lambda entry: entry.finding.code)
    found = []
    for code, group in groupby(ordered, key=lambda entry: entry.finding.code):
        members = list(group)
        rule = known.get(code)
        found.append(
            {
                "code": code,
                "slug": members[0].finding.slug,
                "severity": severity(code),
                "title": rule.title if rule else members[0].finding.slug,
                "page": list(blocks(rule.page))[1:] if rule else [],
                "entries": members,
            }
        )
    return found


def _range(report: Report) -> dict[str, Any]:
    """Return what the page says about the releases that the code runs on."""
    from ... import flaskrange, inference
    from . import releases

    paths = [path for path in report.paths if path != "-"]
    if not paths:
        return {"series": []}
    inferred = inference.infer(list(inference.sources(paths)), "flask")
    folder = paths[0] if os.path.isdir(paths[0]) else os.path.dirname(paths[0]) or "."
    declared = flaskrange.find(folder)
    promised = () if declared.origin == flaskrange.TODAY else declared.flask.releases
    return {
        "series": releases.line(inferred, promised),
        "inferred": inferred,
        "declared": declared if promised else None,
        "broken_promises": [text for text in promised if not releases.works(inferred, text)],
    }
