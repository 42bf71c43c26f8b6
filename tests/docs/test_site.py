"""
The site has a page for everything that a link leads to.
"""

import html.parser
import posixpath
import re
import subprocess
import sys
import tomllib
import urllib.parse
import xml.dom.minidom
from functools import lru_cache
from pathlib import Path

import pytest

from sessioncompat.history import FACTS
from sessioncompat.lint.finding import DOCS
from sessioncompat.lint.rule import all_rules

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "docs"))


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The folder with the site, built as it is published."""
    target = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-n", "-W", "-q", "-b", "dirhtml", "docs", target]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return target


class Page(html.parser.HTMLParser):
    """The links of a page, and what can be linked to in it."""

    def __init__(self, path):
        super().__init__()
        self.links, self.anchors = [], set()
        self.feed(path.read_text())

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.anchors.add(attributes.get("id"))
        for name in ("href", "src"):
            if attributes.get(name):
                self.links.append(attributes[name])


@lru_cache(maxsize=None)
def read(path):
    return Page(path)


def dead_links(site):
    for path in sorted(site.rglob("*.html")):
        here = path.relative_to(site).as_posix()
        for link in read(path).links:
            url = urllib.parse.urlsplit(link)
            if url.scheme or url.netloc:
                continue
            target = posixpath.join(posixpath.dirname(here), urllib.parse.unquote(url.path))
            file = path if not url.path else site / posixpath.normpath(target)
            if file.is_dir():
                file /= "index.html"
            if not file.exists():
                yield f"{here}: {link}"
            elif file.suffix == ".html" and url.fragment and url.fragment not in read(file).anchors:
                yield f"{here}: {link} has no such part"


def test_no_link_inside_the_site_is_dead(site):
    assert list(dead_links(site)) == []


def test_what_pypi_links_to_is_on_the_site(site):
    """
    The README there leads to the site, whose pages it names for itself.
    """
    readme = subprocess.check_output(
        [sys.executable, "-m", "hatch_fancy_pypi_readme"], cwd=ROOT, text=True
    )
    (site / "pypi.html").write_text(
        "".join(f'<a href="{link}">' for link in re.findall(re.escape(DOCS) + r"([^)\"]*)", readme))
    )
    try:
        assert len(read(site / "pypi.html").links) > 15
        assert [link for link in dead_links(site) if link.startswith("pypi.html")] == []
    finally:
        (site / "pypi.html").unlink()


def test_a_dead_link_is_noticed(tmp_path):
    (tmp_path / "index.html").write_text('<a href="#no">a</a> <a href="gone/">b</a> <p id="yes">')

    assert len(list(dead_links(tmp_path))) == 2


def test_a_link_that_the_lint_prints_leads_to_the_rules_page(site):
    for rule in all_rules():
        page = site / rule.url.removeprefix(DOCS) / "index.html"

        assert f"{rule.code} {rule.slug}" in page.read_text()


def test_the_metadata_link_to_the_same_site(site):
    urls = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["urls"]

    assert urls["Documentation"] == DOCS
    assert [url for url in urls.values() if not (site / url.removeprefix(DOCS) / "index.html").exists()] == []


def test_every_code_in_the_docs_is_a_link(site):
    """
    A plain `SC104` in a file is a link on the site.
    """
    text = (site / "migrating" / "index.html").read_text()

    codes = re.findall(r'(.{20})<code [^>]*><span class="pre">(SC\d{3})</span></code>', text)

    assert len(codes) > 20
    assert all(before.endswith(f'/rules/{code}/">') for before, code in codes), codes


def test_pictures_are_well_formed_and_say_what_they_show():
    for name in ("timeline.svg", "timeline-narrow.svg"):
        root = xml.dom.minidom.parse(str(ROOT / "docs" / name)).documentElement
        described_by = root.getAttribute("aria-labelledby").split()

        assert [root.getElementsByTagName(tag)[0].getAttribute("id") for tag in ("title", "desc")] == described_by


def test_the_timeline_claims_nothing_that_history_does_not():
    """
    A bar is where Flask has the name: the picture and the table are drawn of the same rows.
    """
    import timeline

    drawn = [row for _, found in timeline.bars() for bar in found for row in bar.rows]
    assert len(drawn) > 40 and set(drawn) <= set(FACTS)
    for _, found in timeline.bars():
        for bar in found:
            native = {text for text, state in zip(timeline.FLASK, bar.states) if state == timeline.NATIVE}
            assert all(native == {text for text in timeline.FLASK if row.exists_in(text)} for row in bar.rows)


def test_the_set_up_lines_of_the_tutorials_work():
    """
    A reader who pastes the first lines has the command for those that follow.
    """
    from terminal import Terminal

    set_ups = [
        re.search(r"```console\n\$ (python3 -m venv .*)\n\$ cd (docs/\S+)", page.read_text())
        for page in sorted(ROOT.glob("docs/tutorials/*.md"))
    ]
    lines = {found[1] for found in set_ups if found}

    for line in lines:
        Terminal("../..").quietly(f"{line} && sessioncompat --help")
    assert lines and all((ROOT / found[2]).is_dir() for found in set_ups if found)
