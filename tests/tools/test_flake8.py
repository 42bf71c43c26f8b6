"""
flake8 reports what the lint finds, under the same codes.
"""

import subprocess
import sys

from conftest import BAD

from sessioncompat.flake8 import Plugin


def flake8(*argv, **options):
    command = [sys.executable, "-m", "flake8", *argv]
    return subprocess.run(command, capture_output=True, text=True, **options)


def test_findings_are_reported(project):
    result = flake8("shop.py")

    assert result.returncode == 1
    assert result.stdout.startswith("shop.py:3:8: SC101 `current_app.session_cookie_name` is gone")


def test_standard_input(project):
    assert flake8("-", input=BAD).stdout.startswith("stdin:3:8: SC101 ")


def test_codes_are_selected_as_those_of_others(project):
    assert flake8("--extend-ignore", "SC1", "shop.py").returncode == 0
    assert flake8("--select", "E,F", "shop.py").returncode == 0


def test_the_config_of_the_lint_counts(project):
    (project / "sessioncompat.toml").write_text('flask = ">=1.0,<2.3"\n')

    assert flake8("shop.py").returncode == 0


def test_a_comment_silences_it(project):
    (project / "shop.py").write_text(BAD.replace("name\n", "name  # noqa: SC101\n", 2))

    assert "SC101" not in flake8("shop.py").stdout


def test_it_is_listed():
    assert "sessioncompat: " in flake8("--version").stdout.replace("\n", " ")


def test_where_the_lint_can_not_run_it_is_silent(monkeypatch):
    """A plugin that fails to load would stop flake8 for everybody else's codes, too."""
    monkeypatch.setitem(sys.modules, "sessioncompat.lint", None)

    assert list(Plugin(None, "shop.py", [BAD]).run()) == []
