"""
pre-commit installs the hooks from this repository and runs them, as it would for anybody.
"""

import os
import subprocess
import sys

import pytest
from conftest import BAD, GOOD, commit


@pytest.fixture
def run(project, published, tmp_path_factory):
    """Run one hook on all files of the project."""
    revision = subprocess.check_output(["git", "rev-parse", "HEAD"], cwd=published, text=True)
    home = tmp_path_factory.getbasetemp() / "pre-commit"
    # What tox tells its own virtualenv is not for that of pre-commit.
    environ = {name: os.environ[name] for name in os.environ if not name.startswith("VIRTUALENV_")}

    def run(hook, *args):
        (project / ".pre-commit-config.yaml").write_text(
            f"repos:\n- repo: {published}\n  rev: {revision.strip()}\n"
            f"  hooks:\n  - id: {hook}\n    args: [{', '.join(args)}]\n"
            f"    language_version: {sys.executable}\n"
        )
        commit(project)
        return subprocess.run(
            [sys.executable, "-m", "pre_commit", "run", "--all-files", "--color=never"],
            capture_output=True,
            text=True,
            env={**environ, "PRE_COMMIT_HOME": str(home)},
        )

    return run


def test_the_hooks(run, project):
    """The one finds and changes nothing, the other fixes and lets nobody miss it."""
    found = run("sessioncompat-lint")
    assert found.returncode == 1, found.stdout + found.stderr
    assert "SC101 app-cookie-name" in found.stdout
    assert (project / "shop.py").read_text() == BAD

    fixed = run("sessioncompat-fix")
    assert fixed.returncode == 1 and "Fixed 1 finding." in fixed.stdout
    assert (project / "shop.py").read_text() == GOOD

    assert run("sessioncompat-lint").returncode == 0


def test_a_hook_takes_options(run):
    assert run("sessioncompat-lint", "--flask", "'<2.3'").returncode == 0
