"""
What a report is made from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..finding import Finding
    from ..rule import Rule
    from ..source import Source


@dataclass
class Report:
    """What there is to write about."""

    findings: list[Finding]
    rules: list[Rule]
    sources: dict[str, Source] = field(default_factory=dict)
    files: int = 0
    fixed: list[Finding] = field(default_factory=list)
    #: The ranges that were read for, with where they stand.
    ranges: list[str] = field(default_factory=list)
    unsafe: bool = False
    color: bool = False
    #: What was named on the command line.
    paths: list[str] = field(default_factory=list)
    links: bool = False
