"""
How findings are written out: one module per format, with a ``render``.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Sequence

    from .report import Report

FORMATS = ("text", "concise", "html", "json", "sarif", "github", "gitlab", "junit")


def render(name: str, report: Report) -> str:
    """Return the report in one of the formats."""
    from importlib import import_module

    return import_module(f"{__name__}.{name}").render(report)


def no_findings(files: int, ranges: Sequence[str], left: bool = False) -> str:
    """Say that there is nothing to say, for people."""
    nothing = "No findings left" if left else "No findings"
    return f"{nothing} in {many(files, 'file')}, read for {described(ranges)}.\n"


def described(ranges: Sequence[str]) -> str:
    """Say for which releases was read."""
    return " and ".join(ranges[:3]) or "today's Flask"


def many(count: int, word: str, words: str | None = None) -> str:
    return f"{count} {word if count == 1 else words or word + 's'}"
