"""
tox.ini has a cell between any two changes that history.py knows.

A row is proved by the release before a change and the one after it. Without a
cell in between, two changes could change places unnoticed.
"""

import pytest
from matrix_cells import cells
from packaging.version import Version

from sessioncompat.history import FACTS

# Changes of a Flask that is not released; the flask-source cell is for them.
UNRELEASED = {"flask": Version("3.2")}


def changes(package):
    """Every release of a package in which a fact changed, in order."""
    found = {Version(text) for row in FACTS if row.package == package for text in row.changes}
    return sorted(found - {UNRELEASED.get(package)})


def untested(changes, tested):
    """The pairs of changes that have no tested release from the first up to the second."""
    ends = [*changes[1:], Version("999")]
    return [
        (str(first), str(then))
        for first, then in zip(changes, ends)
        if not any(first <= release < then for release in tested)
    ]


def test_between_two_changes_of_flask():
    tested = [Version(cell.flask) for cell in cells()]

    assert untested(changes("flask"), tested) == [], (
        "Flask changed twice and tox.ini tests nothing in between. Add an environment."
    )


def test_between_two_changes_of_werkzeug():
    """
    Werkzeug is tested between any two changes from the first release of it that Flask ran on.
    """
    tested = [Version(cell.werkzeug) for cell in cells()]
    since = [change for change in changes("werkzeug") if change > min(tested)]

    assert untested(since, tested) == []


@pytest.mark.parametrize(
    "tested, gaps",
    [
        (["0.1", "0.7.2", "1.0"], []),
        (["0.1", "1.0"], [("0.5", "0.8")]),
        (["0.1", "0.5"], [("0.8", "999")]),
    ],
)
def test_a_gap_is_noticed(tested, gaps):
    changed = [Version(text) for text in ("0.1", "0.5", "0.8")]

    assert untested(changed, [Version(text) for text in tested]) == gaps
