"""
The bridge and the lint speak of the same things by the same codes.
"""

import importlib
import inspect

import pytest

from sessioncompat.bridge import facts
from sessioncompat.history import BY_PATH
from sessioncompat.lint.rule import all_rules

RULES = {rule.code: rule for rule in all_rules()}
CODED = sorted((path, code) for path, code in facts.CODES.items() if code != facts.NEIGHBOUR)
OTHERS = sorted(facts._OTHERS)


def test_every_path_is_a_row():
    assert [path for path in facts.CODES if path not in BY_PATH] == []


@pytest.mark.parametrize("path, code", CODED)
def test_the_lints_rule_of_that_code_is_about_it(path, code):
    """
    The rule's own source names the row, or what the row is called.
    """
    source = inspect.getsource(importlib.import_module(RULES[code].module))
    name = path.rpartition(".")[2]

    assert path in source or name in source or BY_PATH[path].instead in source


@pytest.mark.parametrize("name", OTHERS)
def test_what_has_no_row_has_a_rule(name):
    assert facts._OTHERS[name][0] in RULES


def test_the_neighbours_have_a_code_of_their_own():
    assert facts.NEIGHBOUR not in RULES


@pytest.mark.parametrize("path", sorted(facts.CODES) + OTHERS)
def test_everything_is_told_with_what_to_write_instead(path):
    message = facts.old(path).message

    assert "Write " in message and message.endswith(".") and "None" not in message
