"""
Comments that say a finding is known.

``# noqa: SC101`` speaks for its line, ``# sessioncompat: noqa`` for the file.
"""

from __future__ import annotations

import re

from .finding import Finding
from .source import Source

# Compiled when there is such a comment.
_LINE = r"(?i)#.*?\bnoqa\b(?::?\s*(?P<codes>[A-Za-z][A-Za-z0-9-]*(?:[\s,]+[A-Za-z][\w-]*)*))?"
_FILE = (
    rb"(?im)^[ \t]*#[ \t]*sessioncompat:[ \t]*noqa(?::[ \t]*(?P<codes>[A-Za-z0-9, \t-]+))?[ \t]*\r?$"
)


def keep(source: Source, findings: list[Finding]) -> list[Finding]:
    """Return the findings that no comment speaks for."""
    if not findings or b"noqa" not in source.data and b"NOQA" not in source.data:
        return findings
    everywhere: list[str] = []
    for match in re.finditer(_FILE, source.data):
        if match["codes"] is None:
            return []
        everywhere += _codes(match["codes"].decode())
    return [
        finding
        for finding in findings
        if not _named(finding, everywhere)
        and not any(
            _silences(source.line(row), finding) for row in {finding.row, finding.end_row}
        )
    ]


def _codes(text: str) -> list[str]:
    return [code.lower() for code in re.split(r"[\s,]+", text.strip()) if code]


def _named(finding: Finding, codes: list[str]) -> bool:
    return finding.code.lower() in codes or finding.slug in codes


def _silences(line: str, finding: Finding) -> bool:
    match = re.search(_LINE, line)
    if match is None or "sessioncompat:" in match.group().lower():
        return False
    return match["codes"] is None or _named(finding, _codes(match["codes"]))
