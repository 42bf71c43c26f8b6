"""
What is no Python is reported once, and the rest of the file is read.
"""

import pytest
from helpers import untouched

from sessioncompat.lint.engine import Linter
from sessioncompat.lint.rule import all_rules
from sessioncompat.lint.source import Source

USE = "from flask import current_app\nname = current_app.session_cookie_name\n"


def codes(text):
    found = Linter(all_rules(), strict=True).lint(Source("example.py", text.encode()))
    return [finding.code for finding in found]


@pytest.mark.parametrize(
    "hole",
    [
        "def f(:\n    pass\n",
        "x = = 1\n",
        "class A(\n",
        "for in x:\n    pass\n",
    ],
)
def test_hole(hole):
    assert sorted(codes(USE + hole)) == ["SC002", "SC101"]


def test_holes_are_one_finding():
    assert codes(USE + "x = = 1\n" * 5).count("SC002") == 1


def test_line():
    linter = Linter(all_rules(), strict=True)
    found = linter.lint(Source("example.py", (USE + "x = = 1\n").encode()))

    assert [finding.row for finding in found if finding.code == "SC002"] == [3]


@pytest.mark.parametrize(
    "text",
    [
        "print 'a', b\n",
        "print >>out, 'a'\n",
        "try:\n    pass\nexcept ValueError, error:\n    pass\n",
        "exec 'x = 1' in {}\n",
        "x = `y`\n",
        "x = 0777 + 10L\n",
        "raise ValueError, 'no'\n",
        "x = a <> b\n",
        "def js(bundle, async=False):\n    return call(async=async).async\n",
        "from celery import async as a\nasync.run(async, [async])\n",
        "async def f():\n    async with a as b:\n        return [c async for c in b]\n",
        "match x:\n    case 1:\n        pass\n",
        "type A = int\n",
        "x = f'{y!r:>{10}}'\n",
    ],
)
def test_python_of_any_age(text):
    assert codes(USE + text) == ["SC101"]


def test_this_rule_alone_says_nothing_of_readable_code():
    untouched(USE)
