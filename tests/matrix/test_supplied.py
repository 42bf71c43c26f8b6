"""
What the timeline in the docs says of sessioncompat is so on this Flask.
"""

import pytest

import sessioncompat
from sessioncompat.history import BY_PATH

PREFIX = "flask.sessions."
SUPPLIED = [
    path[len(PREFIX) :]
    for path, row in BY_PATH.items()
    if path.startswith(PREFIX)
    and path.split(".")[2] in sessioncompat.__all__
    and row.removed is None
]


def test_there_are_names_to_look_for():
    assert len(SUPPLIED) > 25


@pytest.mark.parametrize("name", SUPPLIED)
def test_what_todays_flask_has_on_our_classes_is_there(name):
    thing = sessioncompat
    for part in name.split("."):
        thing = getattr(thing, part)


@pytest.mark.parametrize(
    "row", [row for row in BY_PATH.values() if (row.instead or "").startswith("sessioncompat.")],
    ids=lambda row: row.path,
)
def test_what_history_says_to_use_instead_is_there(row):
    thing = sessioncompat
    for part in row.instead.partition("(")[0].split(".")[1:]:
        thing = getattr(thing, part)
