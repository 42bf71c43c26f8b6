"""
Extensions of other people pass their own tests with our base classes, on an old and a new Flask.

``tox -e downstream`` downloads what sdists.txt names and runs the tests in it three times on each
Flask: as published, with the base classes from sessioncompat, and with what ``sessioncompat lint
--fix`` makes of that for both. Tests that need servers fail in all three.
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
from xml.etree import ElementTree

import pytest

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
HOME = ROOT / ".tox" / "downstream-work"

PYTHONS = {"1.1.4": "3.9", "2.0.3": "3.9", "3.1.3": "3.13"}
# Where the package is in the sdist of each extension, its tests, and how many of them pass on
# which Flask: as published, with our classes, and fixed by the lint.
EXTENSIONS = {
    # What needs Redis, Memcached, MongoDB or SQLAlchemy fails, as there are none.
    "Flask-Session-0.5.0": (
        "src", "test_session.py", {"1.1.4": (2, 2, 2), "3.1.3": (2, 2, 2)},
    ),
    # On 3.1.3 one of its tests passes, because it reads what Werkzeug keeps to itself.
    "cookieman-0.0.3": (
        ".", "cookieman/tests/test_integration.py cookieman/tests/test_cookie.py",
        {"1.1.4": (10, 10, 10), "2.0.3": (10, 10, 10)},
    ),
    "flask-dynamodb-sessions-0.1.8": (
        ".", "tests", {"1.1.4": (5, 5, 5), "3.1.3": (5, 5, 5)},
    ),
}  # fmt: skip
OURS = "SessionInterface|SessionMixin|SecureCookieSession|NullSession"


def run(*command, **options):
    """The exit status and the output of a command."""
    result = subprocess.run(
        [str(part) for part in command], stdout=-1, stderr=subprocess.STDOUT, text=True, **options
    )
    return result.returncode, result.stdout


def done(*command, **options):
    status, output = run(*command, **options)
    assert status == 0, output
    return output


@pytest.fixture(scope="session")
def pythons():
    """A Python for each Flask, with what the tests need and this sessioncompat."""
    found = {}
    for flask, version in PYTHONS.items():
        folder = HOME / f"flask{flask}"
        done("uv", "venv", "-q", "--clear", "--python", version, folder)
        found[flask] = folder / "bin" / "python"
        install = ["uv", "pip", "install", "-q", "--no-deps", "--python", found[flask]]
        done(*install, "-r", HERE / "pins" / f"downstream-flask{flask}.txt", ROOT)
    return found


@pytest.fixture(scope="session")
def published():
    """The folder with the extensions as their authors published them."""
    folder = HOME / "sdists"
    folder.mkdir(parents=True, exist_ok=True)
    if {path.name.removesuffix(".tar.gz") for path in folder.glob("*.tar.gz")} != set(EXTENSIONS):
        pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:"]
        done(*pip, "--require-hashes", "-r", HERE / "sdists.txt", "-d", folder)
    for path in folder.glob("*.tar.gz"):
        with tarfile.open(path) as files:
            files.extractall(folder, filter="data")
    return folder


@pytest.fixture(scope="session")
def variants(published):
    """The three states of each extension's source."""
    shutil.rmtree(HOME / "variants", ignore_errors=True)
    folders = {name: HOME / "variants" / name for name in ("published", "ours", "fixed")}
    for name, folder in folders.items():
        for extension, (source, _, _) in EXTENSIONS.items():
            shutil.copytree(published / extension, folder / extension)
            if name != "published":
                assert use_our_classes(folder / extension / source), f"{extension} was not changed."
    lint = [sys.executable, "-m", "sessioncompat", "lint", "--isolated", "--flask", ">=1.1.4,<3.2"]
    # tox tells git to ignore the folder they are in.
    run(*lint, "--no-respect-gitignore", "--fix", "--unsafe-fixes", folders["fixed"])
    return folders


def use_our_classes(folder):
    """Import the base classes from sessioncompat, and return how many lines that changed."""
    changed = 0
    for path in folder.rglob("*.py"):
        text = path.read_text()
        text, first = re.subn(rf"from flask\.sessions import (?=({OURS})\b)", "from sessioncompat import ", text)
        text, second = re.subn(r"from werkzeug\.datastructures import CallbackDict", "from sessioncompat import CallbackDict", text)
        text, third = re.subn(rf"(?<=[(, ])flask\.sessions\.(?=({OURS})\)?)", "sessioncompat.", text)
        if third:
            text = re.sub(r"^import flask\.sessions$", "import flask.sessions\nimport sessioncompat", text, flags=re.M)
        path.write_text(text)
        changed += first + second + third
    return changed


def passing(python, folder, source, tests):
    """The names of the tests that pass."""
    report = folder / "report.xml"
    # Flask-Session's tests keep files in the folder for temporary files, and its store throws out
    # whatever it finds there once it is full. That must never be the machine's own folder.
    own = folder / "temporary"
    own.mkdir(exist_ok=True)
    environ = {"PYTHONPATH": str(folder / source), "PATH": "/usr/bin:/bin", "AWS_DEFAULT_REGION": "us-east-1",
               "TMPDIR": str(own), "HOME": str(own),
               "PYTHONWARNINGS": "ignore", "PYTHONDONTWRITEBYTECODE": "1"}  # fmt: skip
    command = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={report}", f"--rootdir={folder}"]
    status, output = run(*command, *tests.split(), cwd=folder, env=environ)
    assert status in (0, 1, 2), output
    cases = ElementTree.parse(report).iter("testcase")
    return {
        f"{case.get('classname')}.{case.get('name')}"
        for case in cases
        if not [child for child in case if child.tag in ("failure", "error", "skipped")]
    }


@pytest.mark.parametrize(
    "extension, flask", [(name, flask) for name, row in EXTENSIONS.items() for flask in row[2]]
)
def test_extensions_pass_their_own_tests(extension, flask, pythons, variants):
    """
    Our classes break nothing that worked, and neither do the lint's fixes.
    """
    source, tests, expected = EXTENSIONS[extension]
    published, ours, fixed = [
        passing(pythons[flask], variants[name] / extension, source, tests)
        for name in ("published", "ours", "fixed")
    ]

    assert published - ours == set()
    assert ours - fixed == set()
    assert (len(published), len(ours), len(fixed)) == expected[flask]


@pytest.mark.parametrize("extension", ["cookieman-0.0.3", "flask-dynamodb-sessions-0.1.8"])
def test_the_lint_found_something_to_fix(extension, variants):
    """Otherwise its fixes could not break anything. Flask-Session 0.5.0 was carried over by hand."""
    ours, fixed = [
        {path: path.read_text() for path in sorted((variants[name] / extension).rglob("*.py"))}
        for name in ("ours", "fixed")
    ]

    assert list(ours.values()) != list(fixed.values())
