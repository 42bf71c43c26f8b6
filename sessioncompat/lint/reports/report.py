"""
What a report is made from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Sequence

if TYPE_CHECKING:
    from ..finding import Finding
    from ..rule import Rule
    from ..source import Source


class Report(NamedTuple):
    """What there is to write about."""

    findings: list[Finding]
    rules: list[Rule]
    sources: dict[str, Source] = {}
    files: int = 0
    fixed: Sequence[Finding] = ()
    #: The ranges that were read for, with where they stand.
    ranges: Sequence[str] = ()
    unsafe: bool = False
    color: bool = False
    #: What was named on the command line.
    paths: Sequence[str] = ()
    links: bool = False
