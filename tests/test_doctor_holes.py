"""
The doctor knows the holes that the cells have found open, and no others.

It goes by the table of facts, and ``docs/holes.json`` is what each Flask did when it was tried.
"""

import json
import pathlib

from sessioncompat.doctor import HOLES

FOUND = json.loads((pathlib.Path(__file__).parents[1] / "docs" / "holes.json").read_text())


def test_each_hole_is_known_and_tried():
    tried = {name for row in FOUND.values() for name in row["tried"]}

    assert {hole.name for hole in HOLES} == tried


def test_what_is_said_to_be_open_was_found_open():
    said = {flask: sorted(hole.name for hole in HOLES if hole.is_open(flask)) for flask in FOUND}

    assert said == {flask: row["stock"] for flask, row in FOUND.items()}
    assert len(said) > 60
