"""
Shows on a terminal that a long run is getting on.
"""

from __future__ import annotations

import sys
from time import monotonic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .reader import Result

#: Nobody starts to wonder sooner.
PATIENCE = 0.5


class Progress:
    """One line on standard error, and none where nobody watches."""

    def __init__(self) -> None:
        self._next = monotonic() + PATIENCE
        self._shown = False
        self._watched = sys.stderr is not None and sys.stderr.isatty()

    def show(self, result: Result) -> None:
        """Say how many files have been read, ten times a second at most."""
        if not self._watched or monotonic() < self._next:
            return
        self._next = monotonic() + 0.1
        self._shown = True
        found = len(result.findings) + len(result.fixed)
        sys.stderr.write(f"\r{result.files:,} files read, {found:,} findings\x1b[K")
        sys.stderr.flush()

    def clear(self) -> None:
        """Leave the line to what comes next."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
