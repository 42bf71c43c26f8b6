"""
The report in HTML is one file that shows everything and runs nothing of what it shows.
"""

import base64
import hashlib
import html.parser
import re

import pytest

from sessioncompat.lint.cli import main
from sessioncompat.lint.finding import Edit
from sessioncompat.lint.pages import blocks, markdown
from sessioncompat.lint.reports.looks import visible
from sessioncompat.lint.reports.html import prose, releases
from sessioncompat.lint.reports.html.frames import Colours, changes
from sessioncompat.lint.inference import Inferred
from sessioncompat.lint.source import Source

BAD = "from flask import current_app\nname = current_app.session_cookie_name\n"
HOSTILE = (
    "from flask import current_app\n"
    "x = '</pre><script>alert(1)</script><img src=x onerror=alert(2)>'\n"
    "name = current_app.session_cookie_name  # {{ 7 * 7 }} </mark><b>\n"
    "y = '\u202e\x1b[31m&amp;'\n"
)


class Page(html.parser.HTMLParser):
    """The elements of a page, and which of them were closed."""

    EMPTY = {"meta", "input", "br"}

    def __init__(self, text):
        super().__init__()
        self.elements, self.open, self.text = [], [], text
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        # Option elements need no end.
        while self.open[-1] == "option" != tag:
            self.open.pop()
        assert self.open.pop() == tag

    def all(self, tag):
        return [attrs for name, attrs in self.elements if name == tag]


@pytest.fixture
def report(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def make(*argv, **files):
        for name, text in files.items():
            (tmp_path / f"{name}.py").write_text(text)
        main(["lint", ".", "--format", "html", "-o", "report.html", *argv])
        return Page((tmp_path / "report.html").read_text())

    return make


def test_everything_is_on_the_page(report):
    page = report(shop=BAD, sub=BAD)

    assert page.open == []
    assert "2 findings in 2 files" in page.text
    assert "SC101" in page.text and "app-cookie-name" in page.text
    assert len(page.all("article")) == 2
    assert "sessioncompat lint --diff ." in page.text
    assert page.text.count("<mark>") == 2
    assert '<del>- name = current_app.session_cookie_name' in page.text
    assert '<ins>+ name = current_app.config[&#34;SESSION_COOKIE_NAME&#34;]' in page.text


def test_the_range_is_drawn(report, tmp_path):
    (tmp_path / "requirements.txt").write_text("Flask>=1.0\n")
    page = report(shop=BAD)

    assert "<strong>Flask&lt;2.3.0</strong>" in page.text
    assert "requirements.txt promises <strong>Flask&gt;=1.0</strong>" in page.text
    states = {item["title"]: item["class"] for item in page.all("li") if "title" in item}
    assert states["Flask 0.12: runs"] == "works"
    assert states["Flask 2.2: runs, and is promised"] == "works promised"
    assert states["Flask 2.3: breaks, and is promised"] == "breaks promised"


def test_nothing_found_is_said(report):
    page = report(shop="import flask\n")

    assert "<h1>No findings</h1>" in page.text and page.all("article") == []


def test_source_can_not_become_markup(report):
    page = report(shop=HOSTILE)

    assert page.all("script") == [{}] and page.all("img") == [] and page.all("b")[0] == {}
    assert "&lt;script&gt;alert(1)" in page.text
    assert "{{ 7 * 7 }} &lt;/mark&gt;" in page.text
    assert "\u202e" not in page.text and "\x1b" not in page.text
    assert r"\u202e\u001b[31m&amp;amp;" in page.text


def test_names_of_files_can_not_become_markup(report, tmp_path):
    (tmp_path / "<b onclick=alert(1)>.py").write_text(BAD)
    page = report()

    assert page.open == []
    assert not [attrs for _, attrs in page.elements if "onclick" in attrs]


def test_a_file_whose_name_is_no_text(report, tmp_path):
    try:
        (tmp_path / "caf\udce9.py").write_text(BAD)
    except (OSError, UnicodeEncodeError):
        pytest.skip("This file system takes no such names.")

    assert r"caf\udce9.py" in report().text


def test_the_policy_allows_what_is_in_it_and_nothing_else(report):
    page = report(shop=BAD)
    [policy] = [m["content"] for m in page.all("meta") if m.get("http-equiv")]

    assert policy.startswith("default-src 'none'; ") and "unsafe" not in policy
    for element in ("style", "script"):
        [text] = re.findall(f"<{element}>(.*?)</{element}>", page.text, re.S)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{element}-src 'sha256-{digest}'" in policy
    assert not [attrs for _, attrs in page.elements if {"style", "src", "onclick"} & set(attrs)]


def test_links_lead_to_what_is_on_the_page(report):
    page = report(shop=BAD)
    ids = {attrs["id"] for _, attrs in page.elements if "id" in attrs}

    assert page.all("a")
    assert all(attrs["href"][0] == "#" and attrs["href"][1:] in ids for attrs in page.all("a"))


def test_both_spellings_of_the_option(report, tmp_path):
    report(shop=BAD)
    first = (tmp_path / "report.html").read_text()
    main(["lint", ".", "--output-format=html", "--output-file", "report.html"])

    assert (tmp_path / "report.html").read_text() == first


def test_a_fix_in_two_places_shows_both():
    source = Source("a.py", b"import os\n\n\n\nold()\nlast\n")
    edits = [Edit(0, 0, b"import new\n"), Edit(13, 16, b"new")]

    assert changes(source, edits) == [
        ("@", "line 1"), ("+", "import new"), (" ", "import os"),
        ("@", "line 5"), (" ", ""), ("-", "old()"), ("+", "new()"), (" ", "last"),
    ]  # fmt: skip


def test_a_line_that_goes_and_the_last_one_without_an_end():
    assert changes(Source("a.py", b"one\ntwo\nthree"), [Edit(4, 8, b"")]) == [
        ("@", "line 2"), (" ", "one"), ("-", "two"), (" ", "three"),
    ]  # fmt: skip
    assert changes(Source("a.py", b"one\r\ntwo"), [Edit(5, 8, b"2")]) == [
        ("@", "line 2"), (" ", "one"), ("-", "two"), ("+", "2"),
    ]  # fmt: skip


def test_code_has_its_colours():
    source = Source("a.py", 'def höhe():\n    """One\n    two"""\n    return 1  # c\n'.encode())
    colours = Colours(source, [1, 3, 4])

    assert str(colours.line(1)) == '<span class="k">def</span> <span class="f">höhe</span>():'
    assert str(colours.line(3)) == '<span class="s">    two&#34;&#34;&#34;</span>'
    assert '<span class="n">1</span>  <span class="c"># c</span>' in colours.line(4)
    assert str(colours.line(1, (0, 8))).count("<mark>") == 3


def test_a_long_line_is_shown_around_the_finding():
    source = Source("a.py", b"x = '" + b"a" * 5_000 + b"'; session.x")
    shown = str(Colours(source, [1]).line(1, (5_008, 5_017)))

    assert "<mark>session.x</mark>" in shown
    assert shown.startswith("…") and len(shown) < 500


def test_deep_nesting_and_no_python_at_all_are_shown_plain():
    deep = b"x = " + b"(" * 3_000 + b"1" + b")" * 3_000 + b"\n"

    assert "x" in Colours(Source("a.py", deep), [1]).line(1)
    assert Colours(Source("a.py", b"a\0b\n"), [1]).line(1) == r"a\u0000b"


def test_series_that_run_in_part():
    class End:
        def __init__(self, release):
            self.release = release

    line = {one.name: one for one in releases.line(Inferred("flask", End("0.5.1"), None), ())}

    assert (line["0.4"].state, line["0.5"].state, line["0.6"].state) == ("breaks", "both", "works")
    assert line["0.5"].title == "Flask 0.5: runs on 0.5.1 to 0.5.2 only"
    assert list(line)[0] == "0.1" and "3.2" not in line


def test_a_page_is_taken_apart():
    page = "``x`` went.\n\nUse this\none.\n\nBefore::\n\n    a = 1\n\n    b\n\nAfter::\n\n    c\n"

    assert list(blocks(page)) == [
        ("text", "``x`` went."), ("text", "Use this one."), ("text", "Before:"),
        ("code", "a = 1\n\nb"), ("text", "After:"), ("code", "c"),
    ]  # fmt: skip
    assert markdown(page).startswith("`x` went.\n\nUse this one.\n\nBefore:\n\n```python\na = 1")


def test_messages_keep_their_code():
    assert prose("Use `a < b` & ``c``.") == "Use <code>a &lt; b</code> &amp; <code>c</code>."


def test_what_can_not_be_seen_is_spelled_out():
    assert visible("a\x1b]8;;x\x07\u202e\udc80\tb") == r"a\u001b]8;;x\u0007\u202e\udc80" + "\tb"
