"""
What a terminal gets: colours and links where they are wanted, and no orders from files.
"""

import io
import os
import pathlib
import pty
import subprocess
import sys

import pytest

import sessioncompat.lint
from sessioncompat.lint.reports import looks

PACKAGE = pathlib.Path(sessioncompat.lint.__file__).parent.parent
BAD = "from flask import current_app\nname = current_app.session_cookie_name\n"
SWITCHES = (
    "CI CLICOLOR COLORTERM FORCE_COLOR FORCE_HYPERLINK KITTY_WINDOW_ID NO_COLOR TERM TERM_PROGRAM"
    " TMUX VTE_VERSION WT_SESSION"
).split()


@pytest.fixture
def project(tmp_path):
    (tmp_path / "shop.py").write_text(BAD)
    return tmp_path


def run(folder, *argv, terminal=True, **environ):
    """What the command writes to a terminal, or to a pipe."""
    command = [sys.executable, "-m", "sessioncompat.lint", *argv]
    clean = {name: os.environ[name] for name in os.environ if name not in SWITCHES}
    clean.update(environ, PYTHONPATH=str(PACKAGE.parent), TERM=environ.get("TERM", "xterm"))
    if not terminal:
        return subprocess.run(command, cwd=folder, env=clean, stdout=-1).stdout.decode()
    ours, theirs = pty.openpty()
    process = subprocess.Popen(command, cwd=folder, env=clean, stdout=theirs, stderr=-3)
    os.close(theirs)
    parts = []
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # Linux says so where others say that nothing is left.
            part = b""
        if not part:
            break
        parts.append(part)
    process.wait()
    os.close(ours)
    return b"".join(parts).decode().replace("\r\n", "\n")


def test_a_terminal_gets_colours_and_a_pipe_does_not(project):
    assert "\033[31m" in run(project, "shop.py")
    assert "\033" not in run(project, "shop.py", terminal=False)


@pytest.mark.parametrize("environ, colours", [
    ({"NO_COLOR": "1"}, False),
    ({"NO_COLOR": ""}, True),
    ({"TERM": "dumb"}, False),
    ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
])  # fmt: skip
def test_colours_can_be_switched_off(project, environ, colours):
    assert ("\033[31m" in run(project, "shop.py", **environ)) is colours


def test_colours_can_be_asked_for(project):
    assert "\033[31m" in run(project, "shop.py", terminal=False, FORCE_COLOR="1")
    run(project, "shop.py", "-o", "report.txt", FORCE_COLOR="1", FORCE_HYPERLINK="1")
    assert "\033" not in (project / "report.txt").read_text()


def test_links_go_to_terminals_that_take_them(project):
    shown = run(project, "shop.py", TERM_PROGRAM="WezTerm")

    assert f"{project}/shop.py\033\\shop.py:2:8\033]8;;\033\\" in shown
    assert "\033]8;;" not in run(project, "shop.py")
    assert "\033]8;;" not in run(project, "shop.py", TERM_PROGRAM="WezTerm", CI="1")


@pytest.mark.parametrize("environ, links", [
    ({"VTE_VERSION": "7200"}, True),
    ({"VTE_VERSION": "4000"}, False),
    ({"WT_SESSION": "1"}, True),
    ({"TERM": "xterm-kitty"}, True),
    ({"TERM_PROGRAM": "Apple_Terminal"}, False),
    ({"TERM_PROGRAM": "vscode", "TMUX": "/tmp/tmux"}, False),
    ({"TERM_PROGRAM": "vscode", "FORCE_HYPERLINK": "0"}, False),
])  # fmt: skip
def test_terminals_that_take_links(monkeypatch, environ, links):
    for name in SWITCHES:
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    stream = io.StringIO()
    stream.isatty = lambda: True

    assert looks.takes_links(stream) is links


def test_a_file_gives_no_orders_to_the_terminal(project):
    """An escape sequence in a file's name or text is shown, and not obeyed."""
    text = "from flask import current_app\nx = '\033[2J\u202e'; y = current_app.session_cookie_name\n"
    (project / "\033]0;title\a.py").write_text(text)
    for form in ("text", "concise"):
        shown = run(project, ".", "--output-format", form, NO_COLOR="1")

        assert "\033" not in shown and "\u202e" not in shown
        assert r"\u001b]0;title\u0007.py:2:" in shown


def test_the_marks_stand_under_what_they_mark(project):
    text = "from flask import current_app\nx = '\033'; y = current_app.session_cookie_name\n"
    (project / "shop.py").write_text(text)
    lines = run(project, "shop.py", terminal=False).splitlines()
    code = next(line for line in lines if line.startswith("  2 |"))
    marks = next(line for line in lines if "^" in line)

    assert code[marks.index("^"):].startswith("current_app.session_cookie_name")


@pytest.mark.parametrize("code, last", [
    (BAD, "Next: sessioncompat lint --diff 'my shop.py'"),
    ("from flask import _request_ctx_stack\nt = _request_ctx_stack\n", "Next: sessioncompat explain SC103"),
])  # fmt: skip
def test_the_last_line_says_what_to_type_next(tmp_path, code, last):
    (tmp_path / "my shop.py").write_text(code)

    assert run(tmp_path, "my shop.py", terminal=False).splitlines()[-1] == last
