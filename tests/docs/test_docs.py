"""
The docs say what is so: their examples run, and what is generated is up to date.
"""

import re
import sys
from pathlib import Path

import pytest
from cogapp import Cog
from sybil.document import Document
from sybil.parsers.markdown import PythonCodeBlockParser

from sessioncompat.history import FACTS
from sessioncompat.releases import UPCOMING

ROOT = Path(__file__).parents[2]
DOCS = ["README.md", "MIGRATING.md"]
GENERATED = (ROOT / "docs" / "cog.txt").read_text().split()
# What examples import as a reader would who copied it.
sys.path.insert(0, str(ROOT / "examples"))


def examples():
    for name in DOCS:
        document = Document.parse(str(ROOT / name), PythonCodeBlockParser())
        for example in document.examples():
            yield pytest.param(document, example, id=f"{name}:{example.line}")


@pytest.mark.parametrize("document, example", list(examples()))
def test_example(document, example):
    """
    A block of Python in the docs runs by itself, with nothing defined before it.
    """
    document.namespace.clear()

    example.evaluate()


@pytest.mark.parametrize("name", GENERATED)
def test_generated_parts_are_up_to_date(name, monkeypatch):
    """
    What cog writes into the docs is what stands there.
    """
    monkeypatch.chdir(ROOT)

    assert Cog().main(["cog", "--check", "--diff", name]) == 0, "Run: .tox/docs/bin/cog -r @docs/cog.txt"


def test_every_file_with_generated_parts_is_in_the_list():
    files = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("docs/**/*.svg")]
    made = [path.relative_to(ROOT).as_posix() for path in files if "[[[cog" in path.read_text()]

    assert sorted(made) == sorted(GENERATED)


def test_a_stale_part_is_noticed(tmp_path, monkeypatch):
    stale = tmp_path / "README.md"
    stale.write_text((ROOT / "README.md").read_text().replace("hello alice", "hello bob"))
    monkeypatch.chdir(ROOT)

    assert Cog().main(["cog", "--check", str(stale)]) != 0


@pytest.mark.parametrize("name", [*DOCS, "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"])
def test_links_lead_somewhere(name):
    """
    A file that the docs link to is there.
    """
    text = (ROOT / name).read_text()

    for target in re.findall(r"\]\((?!http)([^)#]+)|src(?:set)?=\"(?!http)([^\"]+)", text):
        assert (ROOT / "".join(target)).exists(), target


@pytest.mark.parametrize("path", sorted(ROOT.glob("docs/**/*.md")), ids=lambda path: path.stem)
def test_what_a_terminal_shows_was_never_typed_in(path):
    """
    Commands and their output stand where cog has put them, but for the lines that set up.
    """
    typed = re.sub(r"(?s)<!-- \[\[\[cog.*?\[\[\[end\]\]\] -->", "", path.read_text())

    for block in re.findall(r"(?s)```console\n(.*?)```", typed):
        assert re.fullmatch(r"\$ python3 -m venv .*\n\$ cd docs/.*\n", block), block


@pytest.mark.parametrize("path", sorted(ROOT.glob("docs/**/*.md")), ids=lambda path: path.stem)
def test_links_lead_somewhere_without_the_site(path):
    """
    So they do for those who read the files as they are, but for the pages that the build makes.
    """
    for target in re.findall(r"\]\((?!http)([^)#]+)", path.read_text()):
        made = re.match(r"(\.\./)*(rules|api)/[\w/]+\.rst$", target)
        assert made or (path.parent / target).exists(), target


def test_the_number_of_changes_is_that_of_the_table():
    changed = {text for row in FACTS if row.package == "flask" for text in row.changes}
    number = len(changed - {"0.1", UPCOMING["flask"]})

    assert f"has changed in {number} of its releases" in (ROOT / "README.md").read_text()


def test_set_up_commands_are_two_lines():
    """
    The README has the command for the demo and the one for the tests, which CI runs too.
    """
    commands = re.findall(r"^    (python3 .*)$", (ROOT / "README.md").read_text(), re.MULTILINE)

    assert len(commands) == 2
    assert commands[0].endswith("-m sessioncompat demo")
    assert commands[1] in (ROOT / ".ci" / "run").read_text()
    assert commands[1] in (ROOT / "CONTRIBUTING.md").read_text()
