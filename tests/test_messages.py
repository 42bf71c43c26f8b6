"""
Every message has been read, and says what is wrong, why, and what now.
"""

import os
import pathlib
import subprocess
import sys

import messages
import pytest

import sessioncompat

PACKAGE = pathlib.Path(sessioncompat.__file__).parent

# Words that tell somebody what to do, at the start of a sentence or after a comma or colon.
ADVICE = (
    "Add Ask Assign Call Change Check Correct Define Delete Derive Did Either Exclude Give Import"
    " Install Leave Let Look Make Move Name Pass Put Raise Read Remove Run Say Set Store Take Test"
    " Try Use Write"
).split()
# Raised for the one who typed or wrote something, who needs to hear what now.
TO_PEOPLE = {
    "BadBaseline", "BadConfig", "BadRange", "DoubleCode", "Failed", "LookupError", "Problem",
    "RuntimeError", "TypeError", "ValueError", "Unreadable", "PermissionError",
}  # fmt: skip
# What is caught again inside, or goes on with what was probably meant.
INSIDE = {
    "Its own functions would hide those of a class.",
    "This Python was built without SHA-1.",
    "The edit at byte ... overlaps the one before it.",
    "A pickle is bytes, not %s.",
    "A secret key is a string or bytes, not %s.",
    "key_derivation is 'hmac', 'django-concat', 'concat' or 'none', not %r.",
    "No rule is called .......",
    "... has the unknown key .......",
    "... in ... must be ..., not ....",
    "There is no file or folder called ... in ....",
    "No release of ... is in .... Its releases go from ... to ....",
}


def test_the_page_is_up_to_date():
    assert messages.PAGE.read_text() == messages.page(), "Run: python tests/messages.py"


def advice_in(text):
    words = text.replace("`", "").replace("(", " ").split()
    return any(word.strip(".,:;") in ADVICE or word.strip(".,:;").title() in ADVICE for word in words)


def test_every_error_says_what_now():
    silent = [
        f"{path}: {text}"
        for path, found in messages.collect()
        for kind, _, text in found
        if kind in TO_PEOPLE and text not in INSIDE and not advice_in(text)
    ]

    assert silent == []


def test_every_finding_says_what_to_write():
    silent = [
        f"{path}: {text}"
        for path, found in messages.collect()
        for kind, _, text in found
        # What is filled in at the end is the advice.
        if kind == "finding" and not advice_in(text) and not text.endswith("...")
    ]

    assert silent == []


def test_messages_are_sentences():
    odd = [
        f"{path}: {text}"
        for path, found in messages.collect()
        for kind, _, text in found
        if kind in TO_PEOPLE | {"finding"} and path != "sessioncompat/testing/capabilities.py"
        # Python adds to these itself, or we do.
        if not text.rstrip().endswith((".", "`", "...")) and kind != "PermissionError"
        and "--help" not in text and "pip install" not in text
    ]

    assert odd == []


def test_what_speaks_is_found(tmp_path):
    source = (
        "def say(x):\n    '''A docstring is no message.'''\n    raise ValueError('No %s here.' % x)\n"
        "    print(f'All of {x} went.')\n    hand_on(1, 'This is said to somebody.')\n"
    )

    assert [(kind, text) for kind, _, text in messages.messages(source)] == [
        ("ValueError", "No %s here."), ("print", "All of ... went."),
        ("text", "This is said to somebody."),
    ]  # fmt: skip


def run(folder, *argv, **environ):
    path = {"PYTHONPATH": str(PACKAGE.parent)}
    command = [sys.executable, "-m", "sessioncompat", *argv]
    return subprocess.run(
        command, cwd=folder, env={**os.environ, **path, **environ}, capture_output=True, text=True
    )


BAD = "from flask import current_app\nname = current_app.session_cookie_name\n"
STATUSES = [
    (["lint", "good.py"], 0), (["lint", "bad.py"], 1), (["lint", "--exit-zero", "bad.py"], 0),
    (["lint", "nowhere.py"], 2), (["lint", "--nonsense"], 2), (["lint", "--flask", "new"], 2),
    (["lint", "--config", "nowhere.toml", "."], 2), (["lint", "--baseline", "bad.py", "."], 2),
    (["lint", "-o", "no/such/folder/report.txt", "bad.py"], 2),
    (["lint", "--write-baseline", "no/such/folder/known.json", "bad.py"], 2),
    (["lint", "--fix", "--exit-non-zero-on-fix", "fix.py"], 1),
    (["range", "bad.py"], 0), (["range", "nowhere.py"], 2),
    (["explain", "SC101"], 0), (["explain", "SC1O1"], 2), (["rules"], 0), (["rules", "x"], 2),
    (["doctor", "good"], 2), (["doctor", "app:app"], 0), (["doctor", "--nonsense"], 2),
    (["cookie", "nonsense"], 2), (["nonsense"], 2), ([], 2), (["--version"], 0), (["--help"], 0),
]  # fmt: skip


@pytest.mark.parametrize("argv, status", STATUSES, ids=[" ".join(row[0]) for row in STATUSES])
def test_exit_statuses_are_those_of_the_docs(tmp_path, argv, status):
    """0 is nothing to say, 1 something, and 2 a mistake, which is explained without a traceback."""
    for name in ("bad.py", "fix.py"):
        (tmp_path / name).write_text(BAD)
    (tmp_path / "good.py").write_text("import flask\n")
    (tmp_path / "app.py").write_text("import flask\napp = flask.Flask('app')\n")
    result = run(tmp_path, *argv)

    assert result.returncode == status, result.stdout + result.stderr
    assert "Traceback" not in result.stderr
    assert bool(result.stderr) is (status == 2)


def test_the_range_that_promises_too_much(tmp_path):
    (tmp_path / "bad.py").write_text(BAD)
    (tmp_path / "requirements.txt").write_text("Flask>=1.0\n")

    assert run(tmp_path, "range", "--check", ".").returncode == 1


def test_a_file_that_is_no_baseline_is_not_offered_for_overwriting(tmp_path):
    (tmp_path / "bad.py").write_text(BAD)

    assert "--write-baseline bad.py" not in run(tmp_path, "lint", "--baseline", "bad.py", ".").stderr
