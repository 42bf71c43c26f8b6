"""
What these tests share: a project with something to find, and where things are.
"""

import os
import pathlib
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))
import checkout  # noqa: E402
BAD = "from flask import current_app\n\nname = current_app.session_cookie_name\n"
GOOD = 'from flask import current_app\n\nname = current_app.config["SESSION_COOKIE_NAME"]\n'


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A folder with one finding, which the test runs in."""
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "shop.py").write_text(BAD)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(scope="session")
def published(tmp_path_factory):
    """This project as a repository of its own, with what is not committed yet."""
    folder = tmp_path_factory.mktemp("published")
    for name in checkout.files():
        if not name.startswith("tests/"):
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((ROOT / name).read_bytes())
    commit(folder)
    return folder


def commit(folder):
    """Make a folder a repository with one commit, and return its name."""
    git = ["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    environ = {name: os.environ[name] for name in os.environ if not name.startswith("GIT_")}
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "Start"]):
        subprocess.run([*git, *command], cwd=folder, check=True, env=environ)
    return subprocess.check_output(["git", "rev-parse", "HEAD"], cwd=folder, text=True).strip()


def missing(what):
    """Go without it at home, and fail where everything has to run."""
    (pytest.fail if os.environ.get("CI") else pytest.skip)(what)
