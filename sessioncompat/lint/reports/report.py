"""
What a report is made from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..finding import Finding
    from ..rule import Rule
    from ..source import Source


#: What happens to those who ignore a finding, worst first: by word, in words.
SEVERITIES = {
    "opens": "let somebody in",
    "breaks": "break",
    "changes": "quietly do something else",
    "warns": "warn",
    "about": "could not be read",
}
_BY_DIGIT = {"0": "about", "1": "breaks", "2": "warns", "3": "changes", "4": "opens"}

#: What a terminal obeys or an eye overlooks: controls, marks that turn the
#: direction of text, and halves of characters.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def severity(code: str) -> str:
    """Return the word for the consequence that a code starts with."""
    return _BY_DIGIT[code[2]]


def visible(text: str) -> str:
    """Return text from a file so that all of it can be seen and none of it acts."""
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


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
