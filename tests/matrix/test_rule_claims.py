"""
What a lint rule says of Flask is so, on the Flask installed here.

Its page's Before works or breaks, and its After works, on just the releases that its claim names.
"""

import platform

import pytest
from claims import claims, example_of, page_of
from conftest import version

DISTRIBUTIONS = {"flask_login": "Flask-Login", "flask_session": "Flask-Session"}


class Installed(dict):
    """The installed release by package, None for what is not there."""

    def __missing__(self, package):
        if package == "python":
            return ".".join(platform.python_version_tuple()[:2])
        return version(DISTRIBUTIONS.get(package, package))


HERE = Installed()
CLAIMS = claims()


def explained(claim, where, outcome):
    return "%s of %s: %r. Correct its page, its claim or the row in history.py." % (
        where, claim.slug, outcome,
    )


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.slug)
def test_before(claim):
    """
    Before works where its rule says so, and breaks as it says on every other release.
    """
    before, _ = example_of(page_of(claim.slug))
    outcome = claim.outcome(before)

    if not claim.needs(HERE):
        assert outcome is not True, explained(claim, "Before", outcome)
    elif claim.works(HERE):
        assert outcome is True, explained(claim, "Before", outcome)
    elif claim.error is None:
        assert outcome is False, explained(claim, "Before", outcome)
    else:
        assert isinstance(outcome, claim.error), explained(claim, "Before", outcome)


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.slug)
def test_after(claim):
    """
    After works on all the releases it is for, and on no others.
    """
    _, after = example_of(page_of(claim.slug))
    outcome = claim.outcome(after)

    assert (outcome is True) is bool(claim.after(HERE)), explained(claim, "After", outcome)
