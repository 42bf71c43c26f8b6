"""
What can't be read is one finding with its reason.
"""

import pytest
from helpers import findings, untouched

from sessioncompat.lint import source

USE = b"from flask import current_app\ncurrent_app.session_cookie_name\n"


def findings_of_all(data):
    from sessioncompat.lint.engine import Linter
    from sessioncompat.lint.rule import all_rules
    from sessioncompat.lint.source import Source

    return Linter(all_rules(), strict=True).lint(Source("example.py", data))


@pytest.mark.parametrize(
    "data, reason",
    [
        (USE + b"\0", "NUL bytes"),
        (USE + b"[" * 500 + b"current_app.session_cookie_name" + b"]" * 500, "nested deeper"),
    ],
    ids=["nul", "deep"],
)
def test_hostile(data, reason):
    found = findings_of_all(data)

    assert [finding.code for finding in found] == ["SC001"]
    assert reason in found[0].message


def test_deep_beside_what_is_found():
    found = findings_of_all(USE + b"x = " + b"(" * 2000 + b"1" + b")" * 2000)

    assert [finding.code for finding in found] == ["SC101"]


def test_too_large(monkeypatch):
    monkeypatch.setattr(source, "MAX_BYTES", 20)
    found = findings_of_all(USE)

    assert [finding.code for finding in found] == ["SC001"]
    assert "bytes" in found[0].message


@pytest.mark.parametrize(
    "data",
    [
        USE,
        b"",
        b"\xef\xbb\xbf" + USE,
        "# coding: utf-16\n".encode() + USE,
        b"# coding: no-such-encoding\n" + USE,
        USE.replace(b"\n", b"\r"),
    ],
    ids=["plain", "empty", "bom", "wrong", "unknown", "old-mac"],
)
def test_fine(data):
    untouched(data)


def test_nothing_is_said_about_what_is_not_of_interest():
    assert findings(b"x = '\0'") == []
