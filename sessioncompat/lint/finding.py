"""
What the lint says about a place in a file.
"""

from __future__ import annotations

from enum import Enum, IntEnum
from typing import Any, NamedTuple

#: Where the docs are. Every link that the lint prints starts with it.
DOCS = "https://sessioncompat.readthedocs.io/en/stable/"


def page_of(code: str) -> str:
    """Return the address of a rule's page."""
    return f"{DOCS}rules/{code}"


class Sure(IntEnum):
    """How sure a finding is."""

    LIKELY = 1
    """The names suggest it. Reported, and fixed only with ``--unsafe-fixes``."""
    PROVED = 2
    """Imports, construction, annotation or a hook's parameter say so."""


class Applicability(Enum):
    """Who may apply a fix. The words are ruff's, and so is their meaning."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    DISPLAY = "display"


class Edit(NamedTuple):
    """Replace the bytes from start to end. An insertion starts where it ends."""

    start: int
    end: int
    content: bytes


class Fix(NamedTuple):
    """Edits that make a finding go away when all of them are made."""

    message: str
    edits: tuple[Edit, ...]
    applicability: Applicability = Applicability.SAFE


class Finding(NamedTuple):
    """One thing to say about one place."""

    code: str
    slug: str
    message: str
    path: str
    start: int
    end: int
    row: int
    column: int
    end_row: int
    end_column: int
    sure: Sure = Sure.PROVED
    fix: Fix | None = None
    #: What stands there, for a baseline that survives moved lines.
    excerpt: str = ""

    @property
    def url(self) -> str:
        """The page of the rule."""
        return page_of(self.code)

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        return (self.path, self.start, self.end, self.code)

    def plain(self) -> tuple[Any, ...]:
        """Return it as values that can go to another process."""
        fix = self.fix
        if fix is not None:
            edits = tuple((edit.start, edit.end, edit.content) for edit in fix.edits)
            fix = (fix.message, edits, fix.applicability.value)
        return (
            self.code, self.slug, self.message, self.path, self.start, self.end,
            self.row, self.column, self.end_row, self.end_column,
            int(self.sure), fix, self.excerpt,
        )  # fmt: skip

    @classmethod
    def from_plain(cls, values: tuple[Any, ...]) -> Finding:
        """Make it of what :meth:`plain` returned."""
        *place, sure, fix, excerpt = values
        if fix is not None:
            message, edits, applicability = fix
            edits = tuple(Edit(*edit) for edit in edits)
            fix = Fix(message, edits, Applicability(applicability))
        return cls(*place, Sure(sure), fix, excerpt)

    def fixable(self, unsafe: bool = False) -> bool:
        """Say whether ``--fix`` acts on it, or does with ``--unsafe-fixes``."""
        if self.fix is None or self.fix.applicability is Applicability.DISPLAY:
            return False
        if unsafe:
            return True
        return self.sure is Sure.PROVED and self.fix.applicability is Applicability.SAFE
