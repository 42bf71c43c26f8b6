"""
How tests say what a rule does: ``fixed(before, after)`` and ``untouched(code)``.

They find the rule by the name of the test's own module.
"""

import inspect
import textwrap

from sessioncompat.lint.engine import Linter
from sessioncompat.lint.flaskrange import Range
from sessioncompat.lint.rule import all_rules
from sessioncompat.lint.source import Source


def rule_of_caller():
    for frame in inspect.stack():
        name = frame.frame.f_globals["__name__"].rpartition(".")[2]
        if name.startswith("test_") and name != "test_rules":
            slug = name[len("test_") :].replace("_", "-")
            return next(rule for rule in all_rules() if rule.slug == slug)
    raise LookupError("Call this from tests/lint/rules/test_<rule>.py.")


def make_linter(rule, flask=None):
    target = Range({"flask": flask}, "--flask") if flask else Range()
    return Linter([rule], target, strict=True)


def _source(code, path="example.py"):
    data = code if isinstance(code, bytes) else textwrap.dedent(code).encode()
    return Source(path, data)


def findings(code, flask=None, rule=None, path="example.py"):
    """Return what the rule finds in a piece of code."""
    return make_linter(rule or rule_of_caller(), flask).lint(_source(code, path))


def fixed(before, after, flask=None, rule=None, unsafe=False, path="example.py"):
    """
    The rule turns one piece of code into the other and is satisfied then.
    """
    rule = rule or rule_of_caller()
    linter = make_linter(rule, flask)
    source, made, left = linter.fix(_source(before, path), unsafe=unsafe)
    expected = after if isinstance(after, bytes) else textwrap.dedent(after).encode()

    assert made, f"{rule} fixed nothing; it found {left}"
    assert source.data.decode("latin-1") == expected.decode("latin-1")
    assert left == []


def reported(code, *messages, flask=None, rule=None, sure=None, path="example.py"):
    """
    The rule finds something, and makes no fix that ``--fix`` would apply.
    """
    rule = rule or rule_of_caller()
    found = findings(code, flask, rule, path)

    assert found, f"{rule} found nothing"
    assert not [finding for finding in found if finding.fixable()], found
    for message in messages:
        assert any(message in finding.message for finding in found), found
    if sure is not None:
        assert {finding.sure for finding in found} == {sure}
    return found


def untouched(code, flask=None, rule=None, path="example.py"):
    """
    The rule has nothing to say.
    """
    assert findings(code, flask, rule, path) == []
