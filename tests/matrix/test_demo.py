"""
The command shows what it promises, on the Flask installed here.
"""

import os
import subprocess
import sys

import pytest
from conftest import version

from sessioncompat import has
from sessioncompat.__main__ import main
from sessioncompat.bridge import is_of_use

FIXED = "\n\nAn old extension, fixed by the lint\n"
ON_THE_BRIDGE = "\n\nAn extension as it was written for Flask 0.12, on the bridge\n"


@pytest.fixture(scope="module")
def shown():
    """What `python -m sessioncompat demo` prints, in a process of its own."""
    environ = dict(os.environ, PYTHONWARNINGS="ignore")
    command = [sys.executable, "-m", "sessioncompat", "demo"]
    return subprocess.check_output(command, env=environ).decode()


def test_it_says_which_flask_this_is(shown):
    assert shown.startswith("Flask %s, Werkzeug %s" % (version("flask"), version("werkzeug")))


def test_it_says_what_comes_from_whom(shown):
    """
    What this Flask lacks is listed as supplied, and what it has is not.
    """
    flasks, _, supplied = shown.partition("From sessioncompat:")

    assert ("SessionInterface" in flasks) is has(
        "flask.sessions.SessionInterface.get_cookie_partitioned"
    )
    assert ("SessionInterface.get_cookie_name" in supplied) is (
        has("flask.sessions.SessionInterface")
        and not has("flask.sessions.SessionInterface.get_cookie_name")
    )
    assert "UUIDs" in supplied


def test_both_styles_keep_the_session(shown):
    """
    Every style answers alike, with the cookie and the header.
    """
    new, old = shown.partition(FIXED)[0].split("\n\n")[-2:]
    unmodified = shown.partition(ON_THE_BRIDGE)[2]

    for text in (new, old, unmodified) if is_of_use() else (new, old):
        assert text.count("hello alice") == 1
        assert text.count("hello stranger") == 2
        assert text.count("Set-Cookie: session=") == 2
        assert text.count("Vary: Cookie") == 6


def test_the_old_extension(shown):
    """
    Without what the lint needs there is a line that says so, and with it the extension runs.
    """
    last = shown.partition(FIXED)[2].partition(ON_THE_BRIDGE)[0]

    if "Not shown here" in last:
        assert "Python 3.10" in last or "sessioncompat[lint]" in last
    else:
        assert "hello alice" in last


def test_the_bridge_says_what_it_was_needed_for(shown):
    if not is_of_use():
        ignores_hooks = has("flask.sessions.SessionInterface.get_cookie_samesite")
        reason = "runs on Python 3.8 and later." if ignores_hooks else "has what the bridge restores."
        assert shown.rstrip().endswith(reason)
        return
    report = shown.partition(ON_THE_BRIDGE)[2]

    assert "old_extension.py:10: SC302" in report
    assert ("SC101" in report) is not has("flask.Flask.session_cookie_name")
    assert ("SC103" in report) is not has("flask.globals._request_ctx_stack.push")
    assert "of something old in 1 file." in report


def test_the_lint_says_what_it_needs(capsys):
    """
    Where the lint cannot run, the command says what to install and where.
    """
    try:
        import tree_sitter_python  # noqa: F401
    except ImportError:
        pass
    else:
        pytest.skip("Everything is installed.")

    assert main(["lint", "."]) == 2
    assert "sessioncompat[lint]" in capsys.readouterr()[1]


def test_a_command_is_needed(capsys):
    with pytest.raises(SystemExit) as error:
        main([])

    assert error.value.code == 2
    assert "python -m sessioncompat demo" in capsys.readouterr()[1]
