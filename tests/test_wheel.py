"""
What is on PyPI is one wheel for every Python, with its types and without its tests.
"""

import email
import pathlib
import re
import subprocess
import sys
import zipfile

import pytest
from interpreters import interpreter

ROOT = pathlib.Path(__file__).parent.parent
PACKAGE = ROOT / "sessioncompat"
LEGACY = ROOT / "examples" / "legacy_extension"


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """The wheel, built here and now."""
    directory = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
    result = subprocess.run(
        [*build, "--directory", str(directory)], cwd=ROOT, capture_output=True, text=True
    )
    assert result.returncode == 0, result.stdout + result.stderr
    [wheel] = directory.iterdir()
    return wheel


@pytest.fixture(scope="module")
def names(path):
    return set(zipfile.ZipFile(path).namelist())


@pytest.fixture(scope="module")
def metadata(path, names):
    [name] = [name for name in names if name.endswith(".dist-info/METADATA")]
    return email.message_from_bytes(zipfile.ZipFile(path).read(name))


def test_one_wheel_serves_every_python(path):
    assert path.match("sessioncompat-*-py2.py3-none-any.whl")


def test_types_are_in_it(names):
    stubs = {path.relative_to(ROOT).as_posix() for path in PACKAGE.rglob("*.pyi")}

    assert stubs and stubs <= names
    assert "sessioncompat/py.typed" in names


def test_every_module_is_in_it(names):
    modules = {path.relative_to(ROOT).as_posix() for path in PACKAGE.rglob("*.py")}

    modules |= {f"sessioncompat/Flask-Locker.example/{path.name}" for path in LEGACY.glob("*.py")}

    assert modules == {name for name in names if name.endswith(".py")}


def test_nothing_else_is_in_it(names):
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"sessioncompat"}
    others = {
        name
        for name in names
        if not any(folder in name for folder in ("dist-info", "Flask-Locker"))
        and not name.endswith((".py", ".pyi", ".typed"))
    }

    reports = {f"sessioncompat/lint/reports/html/report.{end}" for end in ("css", "html", "js")}
    shared = {name.partition(".data/data/")[2] for name in others - reports}

    assert reports <= others
    assert shared == {
        "share/man/man1/sessioncompat.1",
        "share/bash-completion/completions/sessioncompat",
        "share/zsh/site-functions/_sessioncompat",
        "share/fish/vendor_completions.d/sessioncompat.fish",
    }


def test_it_requires_nothing_but_flask(metadata):
    required = metadata.get_all("Requires-Dist")

    assert [one for one in required if "extra ==" not in one] == ["flask"]


def test_it_says_which_pythons_it_is_for(metadata):
    allowed = metadata["Requires-Python"].replace(" ", "").split(",")

    assert ">=2.7" in allowed and "!=3.5.*" in allowed and "!=3.6.*" not in allowed


def test_the_readme_on_pypi_leads_nowhere_beside_it(metadata):
    """PyPI has neither the files that the README links to, nor the checkout that it installs."""
    text = metadata.get_payload(decode=True).decode("utf-8")
    targets = re.findall(r"""\]\(([^)]+)|(?:href|src|srcset)="([^"]+)""", text)

    assert len(targets) > 15
    assert {"".join(target).partition(":")[0] for target in targets} == {"https"}
    assert "'sessioncompat[lint]'" in text and "'.[lint]'" not in text


def test_it_installs_and_works_on_python_2(path, tmp_path):
    """As `pip install sessioncompat` does, with whatever Flask pip finds for it."""
    python = interpreter("2.7") or pytest.skip("There is no Python 2.7 here. Install it with pyenv.")
    pip = [python, "-m", "pip", "install", "-q", "--no-compile"]
    installed = subprocess.run(
        [*pip, "--target", str(tmp_path), str(path)], capture_output=True, text=True
    )
    assert installed.returncode == 0, installed.stdout + installed.stderr

    script = "import sessioncompat; print(sessioncompat.has('flask.sessions.SessionInterface'))"
    used = subprocess.run([python, "-c", script], cwd=tmp_path, capture_output=True, text=True)

    assert (used.stdout, used.stderr) == ("True\n", "")
