"""
Each path in MIGRATING.md starts at code that the lint knows, and ends at code that it leaves alone.
"""

import re
from pathlib import Path

import pytest

from sessioncompat.lint.engine import Linter
from sessioncompat.lint.flaskrange import Range
from sessioncompat.lint.rule import all_rules
from sessioncompat.lint.source import Source
from sessioncompat.releases import RELEASES, UPCOMING

TEXT = (Path(__file__).parents[2] / "MIGRATING.md").read_text().partition("<!-- facts -->")[0]
SECTIONS = [section for section in re.split(r"(?m)^## ", TEXT)[1:] if section.startswith("From ")]
EVERY_FLASK = f">={RELEASES['flask'][0]},<={UPCOMING['flask']}"


def blocks(section, language):
    return re.findall(rf"```{language}\n(.*?)```", section, re.DOTALL)


def codes(code, flask=None):
    linter = Linter(list(all_rules()))
    specs = {"flask": flask} if flask else None
    return {finding.code for finding in linter.lint(Source("example.py", code.encode()), Range(specs, "test"))}


def title(section):
    return section.partition("\n")[0]


@pytest.mark.parametrize("section", SECTIONS, ids=title)
def test_the_codes_are_what_the_lint_says(section):
    """
    Each section shows old code, and names every code that the lint has for it.
    """
    found = set().union(*map(codes, blocks(section, "py")))

    assert found, "The lint has nothing to say about what this section starts with."
    assert found <= set(re.findall(r"`(SC\d{3})`", section))


@pytest.mark.parametrize("section", SECTIONS, ids=title)
def test_what_to_write_is_right_on_every_flask(section):
    """
    The lint has nothing to say about the code that a section ends with.
    """
    assert blocks(section, "python")
    for code in blocks(section, "python"):
        assert codes(code, EVERY_FLASK) == set()


def test_the_table_at_the_top_leads_to_every_section():
    targets = re.findall(r"\]\(#(from-[\w-]+)\)", TEXT)

    assert len(set(targets)) == len(SECTIONS)
