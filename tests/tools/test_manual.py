"""
The manual page and the completions say what the commands take.
"""

import importlib.util
import os
import shutil
import subprocess
import sys

import pytest
from conftest import ROOT


@pytest.fixture(scope="module")
def manual():
    spec = importlib.util.spec_from_file_location("manual", ROOT / "docs" / "manual.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_they_are_up_to_date(manual):
    for name, text in manual.files().items():
        assert (ROOT / "docs" / name).read_text() == text, "Run: python docs/manual.py"


def test_every_command_and_option_is_in_the_page(manual):
    page = (ROOT / "docs" / "sessioncompat.1").read_text().replace("\\-", "-")

    for name in ("demo", "doctor", "cookie", "lint", "explain", "range", "rules", "server"):
        assert f"sessioncompat {name}" in page
    for option in ("--output-format", "--lint-with", "--unsafe-fixes", "--key-file"):
        assert option in page
    assert "EXIT STATUS" in page


def test_bash_completes_commands_options_and_files(tmp_path):
    bash = shutil.which("bash")
    script = (
        f"source {ROOT}/docs/completions/sessioncompat.bash\n"
        'complete_line() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=();'
        ' $(complete -p sessioncompat | sed "s/.*-F \\([^ ]*\\).*/\\1/") sessioncompat "${!#}" x;'
        ' echo "${COMPREPLY[@]}"; }\n'
        "complete_line sessioncompat do\n"
        "complete_line sessioncompat lint --unsafe\n"
        "complete_line sessioncompat lint sho\n"
    )
    (tmp_path / "shop.py").write_text("")
    result = subprocess.run([bash, "-c", script], cwd=tmp_path, capture_output=True, text=True)

    assert result.stdout.splitlines() == ["doctor", "--unsafe-fixes", "shop.py"], result.stderr


@pytest.mark.parametrize("command", ["", "lint", "doctor", "range", "server"])
def test_help_fits_a_screen(command):
    """No line is wider than 80 characters, and the first help is not longer than a screen."""
    argv = [sys.executable, "-m", "sessioncompat", *command.split(), "--help"]
    environ = {**os.environ, "COLUMNS": "80"}
    lines = subprocess.check_output(argv, text=True, env=environ).splitlines()

    assert max(map(len, lines)) <= 80
    if not command:
        assert len(lines) <= 24
    assert "xample" in "\n".join(lines) or command in ("range", "server")
