"""
The line of Flask's releases, and where on it the code runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Iterable

from ....history import release
from ....releases import RELEASES, UPCOMING

if TYPE_CHECKING:
    from ...inference import Inferred


@dataclass(frozen=True)
class Series:
    """One series of releases, such as 2.3, and what the code makes of it."""

    name: str
    #: ``works``, ``breaks`` or ``both``.
    state: str
    #: Whether the project's metadata says that it runs there.
    promised: bool
    title: str

    @property
    def mark(self) -> str:
        return {"works": "✓", "breaks": "✗", "both": "◐"}[self.state]


def line(inferred: Inferred, promised: Iterable[str]) -> list[Series]:
    """Return every series of Flask, first to last."""
    promised = set(promised)
    upcoming = UPCOMING["flask"]
    shown = [one for one in RELEASES["flask"] if one != upcoming or one in promised]
    return [
        _series(name, list(members), inferred, promised)
        for name, members in groupby(shown, key=lambda text: ".".join(text.split(".")[:2]))
    ]


def _series(name: str, members: list[str], inferred: Inferred, promised: set[str]) -> Series:
    good = [text for text in members if works(inferred, text)]
    wanted = any(text in promised for text in members)
    if len(good) == len(members):
        state, words = "works", "runs"
    elif good:
        state, words = "both", f"runs on {good[0]} to {good[-1]} only"
    else:
        state, words = "breaks", "breaks"
    title = f"Flask {name}: {words}{', and is promised' if wanted else ''}"
    return Series(name, state, wanted, title)


def works(inferred: Inferred, text: str) -> bool:
    """Say whether the code runs on a release, as far as the lint can tell."""
    number = _full(text)
    after_oldest = inferred.oldest is None or number >= _full(inferred.oldest.release)
    before_bad = inferred.first_bad is None or number < _full(inferred.first_bad.release)
    return after_oldest and before_bad


def _full(text: str) -> tuple[int, ...]:
    return (*release(text), 0, 0)[:3]
