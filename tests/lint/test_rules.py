"""
Every rule does what its page says.
"""

import ast
import re

import pytest
from helpers import findings, fixed

from sessioncompat.lint.rule import all_rules

RULES = all_rules()
ABOUT_CODE = [rule for rule in RULES if rule.code >= "SC1"]
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.slug}-{number}")
    for rule in ABOUT_CODE
    for number, example in enumerate(rule.examples)
]


@pytest.mark.parametrize("rule, example", EXAMPLES)
def test_example(rule, example):
    """
    Before is found, and fixed into After where there is a fix; After is fine.
    """
    before = findings(example.before, example.range, rule)

    assert before, f"{rule} finds nothing in its own Before"
    assert findings(example.after, example.range, rule) == []
    if any(finding.fixable(unsafe=True) for finding in before):
        fixed(example.before, example.after, example.range, rule, unsafe=True)


@pytest.mark.parametrize("rule, example", EXAMPLES)
def test_example_is_python(rule, example):
    ast.parse(example.after)


@pytest.mark.parametrize("rule", ABOUT_CODE, ids=lambda rule: rule.slug)
def test_page(rule):
    """
    A page has a title, at least one example, and a link to read on.
    """
    assert rule.title.endswith("."), rule.title
    assert rule.examples, f"{rule} shows no Before and After"
    assert "https://" in rule.page, f"{rule} links nothing"
    assert all(len(line) <= 100 for line in rule.page.splitlines()), f"{rule} has long lines"


@pytest.mark.parametrize("rule", ABOUT_CODE, ids=lambda rule: rule.slug)
def test_messages_are_sentences(rule):
    """
    A message ends with what to do, and a full stop.
    """
    for example in rule.examples:
        for finding in findings(example.before, example.range, rule):
            assert finding.message.endswith("."), finding.message
            assert len(finding.message) < 400, finding.message


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.slug)
def test_expressions(rule):
    """They are compiled when they are first looked for, which may be late."""
    for trigger in rule.checks:
        for expression in (*trigger.beside, trigger.session, trigger.before, trigger.after):
            assert expression is None or re.compile(expression)


def test_codes():
    assert all(rule.code[:2] == "SC" and len(rule.code) == 5 for rule in RULES)
