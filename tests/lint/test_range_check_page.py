"""
docs/range-check.md says what the rules read today.

The releases themselves are read again by ``tests/lint/fix_and_run/ranges.py --check``, which needs them.
"""

import re
from pathlib import Path

import pytest

from sessioncompat.lint.inference import infer
from sessioncompat.lint.rule import all_rules
from sessioncompat.lint.source import Source
from sessioncompat.releases import RELEASES

PAGE = (Path(__file__).parent.parent.parent / "docs" / "range-check.md").read_text()
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in PAGE.splitlines()
    if re.match(r"\| \S+==", line)
]
# What these find changes with the name, or comes with a Werkzeug.
MANY = {"SC109", "SC115", "SC117", "SC119", "SC121", "SC122", "SC137"}
ENDS = {
    match.groups()
    for row in ROWS
    for match in [re.fullmatch(r"([\d.]+) \((SC\d+)\)", row[3])]
    if match and match[2] not in MANY
}


def test_enough_agree():
    found = re.search(r"\*\*(\d+) of (\d+) releases\*\*", PAGE)

    assert int(found[1]) >= 20 and int(found[2]) == len(ROWS)


def test_what_agrees_is_what_was_measured():
    for row in ROWS[: int(re.search(r"\*\*(\d+) of", PAGE)[1])]:
        for read, run in ((row[1], row[2]), (row[3], row[4])):
            assert run.startswith("all on Python ") or run == read.split(" ")[0], row


@pytest.mark.parametrize("release, code", sorted(ENDS))
def test_an_end_is_where_its_rule_has_it(release, code):
    """
    The rule ends the range of its own Before at the release that the page names.
    """
    rule = next(rule for rule in all_rules() if rule.code == code)
    source = Source("example.py", rule.examples[0].before.encode())

    assert infer([source], "flask").first_bad.release == release


def test_releases_are_there():
    assert {release for release, _ in ENDS} <= set(RELEASES["flask"])
