"""
The README's first command fixes an old extension and shows it at work.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from interpreters import interpreter

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "legacy_extension"


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """What the demo says of the old extension."""
    environ = dict(os.environ, PYTHONPATH=str(ROOT), PYTHONWARNINGS="ignore")
    text = subprocess.check_output(
        [sys.executable, "-m", "sessioncompat", "demo"],
        cwd=tmp_path_factory.mktemp("elsewhere"), env=environ, text=True,
    )
    return text.partition("An old extension, fixed by the lint")[2]


def test_it_does_not_run_as_it_is(shown):
    as_it_is = shown.partition("$ sessioncompat")[0]

    assert "Error: " in as_it_is


def test_its_breakages_are_found_in_python_2_and_3(shown):
    found = shown.partition("--output-format concise")[2].partition("$ sessioncompat")[0]
    files = {line.partition(":")[0] for line in found.splitlines()}

    assert {"flask_locker.py", "shop.py", "show_sessions"} <= files
    assert len({line.split(" ")[1] for line in found.splitlines() if ": SC" in line}) >= 10


def test_nothing_is_left(shown):
    assert "No findings left" in shown


def test_it_runs_fixed(shown):
    served = shown.partition("No findings left")[2].partition("on the bridge")[0]

    assert served.count("hello alice") == 1 and served.count("hello stranger") == 1
    assert "alice has 2 in the basket" in served
    assert "that was not you" in served
    assert "Set-Cookie: locker=" in served
    assert served.count("Vary: Cookie") == 6


def test_nobody_need_read_all_of_it():
    command = [sys.executable, "-m", "sessioncompat", "demo"]
    demo = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    demo.stdout.close()  # Long before it has anything to say.

    assert demo.stderr.read() == ""
    assert demo.wait() == 2


def test_the_example_is_left_alone(shown):
    assert "flask.ext.locker" in (EXAMPLE / "shop.py").read_text()


def test_a_part_of_it_is_python_2():
    """
    Nothing but Python 2 compiles the script of whoever looks after the server.
    """
    with pytest.raises(SyntaxError):
        compile((EXAMPLE / "show_sessions").read_text(), "show_sessions", "exec")
    python = interpreter("2.7") or pytest.skip("There is no Python 2.7 here. Install it with pyenv.")
    check = "import sys; compile(open(sys.argv[1]).read(), sys.argv[1], 'exec')"
    subprocess.check_call([python, "-c", check, str(EXAMPLE / "show_sessions")])
