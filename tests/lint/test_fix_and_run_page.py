"""
docs/fix-and-run.md is what the command of that name writes, about the releases it has now.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs" / "fix-and-run.md").read_text()
sys.path.insert(0, str(ROOT / "tests" / "lint" / "fix_and_run"))
import run  # noqa: E402

RELEASES = list(run.load((run.HERE / "releases.toml").read_text()))


def listed(text):
    return re.findall(r"^\| (\S+==\S+) \|", text, re.MULTILINE)


def test_it_lists_every_release_once():
    assert sorted(listed(PAGE)) == sorted(one.requirement for one in RELEASES), (
        "Run python tests/lint/fix_and_run/run.py"
    )


def test_enough_are_rescued_and_none_is_spoiled():
    rescued = listed(PAGE.partition("are left, most")[0])

    assert len(rescued) >= run.NEEDED
    assert f"**{len(rescued)} releases**" in PAGE
    assert "Fixes spoiled 0." in PAGE


def test_python_2_runs_fixed_where_it_ran():
    """
    What is Python 2 alone, and can't run today, does so on the Flask and the Python of its day.
    """
    for one in RELEASES:
        if one.python != run.PYTHON:
            [row] = re.findall(rf"^\| {re.escape(one.requirement)} \|.*", PAGE, re.MULTILINE)
            assert f"| {one.day} on Python 2.7: works |" in row


def test_what_is_left_has_a_reason():
    left = PAGE.partition("are left, most")[2].partition("And these")[0]

    for name in listed(left):
        assert next(one.note for one in RELEASES if one.requirement == name), name


def test_a_family_that_is_like_another():
    text = """
    [a]
    app = "shop"
    modules = ["a"]
    day = "1.0"
    settings = {setup = "A", key = "K"}
    releases = {"1" = {day = "0.12"}}
    [b]
    like = "a"
    settings = {setup = "B"}
    releases = {"2" = {}}
    """
    one, two = run.load(text)

    assert (one.requirement, one.day, one.settings["setup"]) == ("a==1", "0.12", "A")
    assert (two.requirement, two.day, two.settings) == ("b==2", "1.0", {"setup": "B", "key": "K"})
