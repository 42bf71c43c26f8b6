"""
The matrix proves what the rules say, and the rules say what the matrix proves.

``tests/matrix/rule_claims`` has a claim for each rule, which every cell tries on its Flask. Here,
without any, the claims are held against the pages and against what the lint reports.
"""

import re
import sys
from pathlib import Path

import pytest
from helpers import make_linter

from sessioncompat.history import BY_PATH
from sessioncompat.lint.flaskrange import Range
from sessioncompat.lint.rule import all_rules
from sessioncompat.lint.source import Source
from sessioncompat.releases import MIDDLE, RELEASES, REQUIRED

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "matrix"))
from claims import claims, example_of, page_of  # noqa: E402

RULES = {rule.slug.replace("-", "_"): rule for rule in all_rules()}
CLAIMS = claims()
each_claim = pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.slug)

#: What no Flask can prove or refute.
UNPROVED = {
    "file_unreadable": "It is about files, whatever is in them.",
    "syntax_hole": "It is about what is no Python.",
    "sid_in_socket_handler": "Flask-SocketIO does, from 2.9 on, in tests/systems/test_rule_claims.py."
    " Before, it runs on no Python that is tested.",
}


def test_every_rule_is_proved_or_says_why_not():
    assert {claim.slug for claim in CLAIMS}.isdisjoint(UNPROVED)
    assert {claim.slug for claim in CLAIMS} | set(UNPROVED) == set(RULES), (
        "Write tests/matrix/rule_claims/<rule>.py, or say here why no Flask can prove the rule."
    )


@each_claim
def test_cells_read_the_page_that_people_read(claim):
    """
    The cells run the lines that `explain` shows.
    """
    [example] = RULES[claim.slug].examples

    assert example_of(page_of(claim.slug)) == (example.before, example.after)


def rows_of(claim):
    """What history.py says that the claim is made of."""
    paths = (claim.needs & claim.works & claim.after & claim.reports).paths
    return [BY_PATH[path] for path in sorted(paths) if path in BY_PATH]


def combinations(claim):
    """Every release of each package that the claim is about, the others being in the middle."""
    packages = {row.package for row in rows_of(claim)} | {"flask"}
    middle = {package: text.lstrip("=") for package, text in MIDDLE.items()}
    middle.update(python="3.11", flask_login="0.4", flask_session="0.4")
    for package in sorted(packages):
        for text in RELEASES[package]:
            yield package, text, {**middle, package: text}


def reported(claim, here):
    """Whether the lint finds Before in code for just these releases."""
    target = Range({package: f"=={text}" for package, text in here.items()}, "range")
    before, _ = example_of(page_of(claim.slug))
    return bool(make_linter(RULES[claim.slug]).lint(Source("example.py", before.encode()), target))


@each_claim
def test_the_lint_reports_what_breaks_and_nothing_else(claim):
    """
    Release by release, Before is reported where it breaks, and not where it works.
    """
    wrong = [
        f"{package} {text} {'breaks and is not reported' if claim.reports(here) else 'works'}"
        for package, text, here in combinations(claim)
        if claim.needs(here) and reported(claim, here) is not bool(claim.reports(here))
    ]

    assert wrong == []


@each_claim
def test_the_title_names_releases_that_are_proved(claim):
    """
    A release that the first sentence names is one in which something changed that cells try.
    """
    named = set(re.findall(r"(?<![\w.])\d+\.\d+(?:\.\d+)?", RULES[claim.slug].title))
    proved = {text for row in rows_of(claim) for text in (*row.changes, row.deprecated)}

    assert named <= proved, named - proved


@each_claim
def test_a_wrong_claim_is_noticed(claim):
    """
    A claim that is the other way round is not what the lint reports.
    """
    assert any(
        reported(claim, here) is bool(claim.reports(here))
        for package, text, here in combinations(claim)
        if claim.needs(here)
    )


@each_claim
def test_after_works_on_the_range_that_the_page_names(claim):
    [example] = RULES[claim.slug].examples
    target = Range({"flask": example.range} if example.range else None, "page")

    assert [text for text in target.flask.releases if not claim.after(oldest_for(text))] == []


def oldest_for(flask):
    """The oldest that a Flask release asks for, and the newest of the rest."""
    target = Range({"flask": f"=={flask}"}, "page")
    here = {package: RELEASES[package][-1] for package in RELEASES}
    here.update({package: target.span(package).oldest for package in REQUIRED})
    return {**here, "flask": flask, "cachelib": "0.1"}
