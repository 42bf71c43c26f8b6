"""
The parts of a message that every rule says in the same words.
"""

from __future__ import annotations

from ..history import Fact
from .flaskrange import Range, first

_TITLES = {
    "flask": "Flask", "werkzeug": "Werkzeug", "itsdangerous": "itsdangerous",
    "python": "Python", "flask_login": "Flask-Login", "flask_session": "Flask-Session",
}  # fmt: skip


def title(row: Fact) -> str:
    return _TITLES[row.package]


def gone(target: Range, row: Fact) -> str | None:
    """Say that it is gone in the range, or return None where it is not."""
    newest = target.gone(row)
    if newest is None:
        return None
    return f"gone in {title(row)} {row.removed}, and {target.describe(newest, row.package)}"


def warns(target: Range, row: Fact) -> str | None:
    """Say that it warns in the range, or return None where it does not."""
    newest = target.warns(row)
    if newest is None:
        return None
    since = row.deprecated or row.removed
    return f"deprecated in {title(row)} {since}, and {target.describe(newest, row.package)}"


def not_yet(target: Range, row: Fact) -> str | None:
    """Say that it is newer than the range, or return None where it is not."""
    oldest = target.not_yet(row)
    if oldest is None:
        return None
    return f"new in {title(row)} {first(row)}, and {target.describe(oldest, row.package)}"
