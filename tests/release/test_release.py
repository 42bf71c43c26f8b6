"""
What would be published is whole, says what it is, and works on the oldest and the newest Python.

``tox -e release-check`` runs this. It leaves the files in ``dist``, and what they would bring along
in ``.tox/release``.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tarfile
import zipfile

import pytest

import sessioncompat

ROOT = pathlib.Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))
import checkout  # noqa: E402
from interpreters import interpreter  # noqa: E402

DIST = ROOT / "dist"
LISTS = ROOT / ".tox" / "release"
PACKAGE = ROOT / "sessioncompat"
# Those of the licences of what we need that ask for nothing but to be mentioned, and the MPL's,
# which asks for more only of those who change its files.
LICENCES = ["BSD", "MIT", "Apache", "PSF", "Python Software Foundation", "ISC", "Mozilla", "MPL"]


def run(*command, **options):
    result = subprocess.run(
        [str(part) for part in command], stdout=-1, stderr=subprocess.STDOUT, text=True, **options
    )
    assert result.returncode == 0, result.stdout
    return result.stdout


def python(version):
    """The interpreter of that version, without which nothing is published."""
    found = interpreter(version)
    return found or (pytest.fail if os.environ.get("CI") else pytest.skip)(
        f"There is no Python {version} here. Install it with pyenv."
    )


@pytest.fixture(scope="session")
def sdist():
    shutil.rmtree(DIST, ignore_errors=True)
    run(sys.executable, "-m", "build", "--sdist", "--installer", "uv", "--outdir", DIST, ROOT)
    [path] = DIST.glob("*.tar.gz")
    return path


@pytest.fixture(scope="session")
def wheel(sdist, tmp_path_factory):
    """The wheel, built from what the sdist holds and from nothing else."""
    folder = tmp_path_factory.mktemp("sdist")
    with tarfile.open(sdist) as files:
        files.extractall(folder, filter="data")
    [source] = folder.iterdir()
    run(sys.executable, "-m", "build", "--wheel", "--installer", "uv", "--outdir", DIST, source)
    [path] = DIST.glob("*.whl")
    return path


def test_the_version_is_that_of_the_module_and_of_the_tag(sdist, wheel):
    assert sdist.name == f"sessioncompat-{sessioncompat.__version__}.tar.gz"
    assert wheel.name == f"sessioncompat-{sessioncompat.__version__}-py2.py3-none-any.whl"
    tag = os.environ.get("RELEASE_TAG")
    assert tag in (None, "", f"v{sessioncompat.__version__}")


def test_the_version_stands_in_one_place():
    named = [
        path.name
        for path in [*PACKAGE.rglob("*.py"), ROOT / "pyproject.toml"]
        if f'version = "{sessioncompat.__version__}"' in path.read_text().replace("__", "")
    ]

    assert named == ["__init__.py"]


def test_twine_finds_nothing(sdist, wheel):
    assert run(sys.executable, "-m", "twine", "check", "--strict", sdist, wheel).count("PASSED") == 2


def test_the_wheel_holds_the_package_and_nothing_else(wheel):
    # The old extension that the demo fixes is no module of the package, and is not to be imported.
    run("check-wheel-contents", "--package", PACKAGE, "--ignore", "W004,W102", wheel)


def test_the_same_source_makes_the_same_wheel(sdist, wheel, tmp_path):
    run(sys.executable, "-m", "build", "--wheel", "--installer", "uv", "--outdir", tmp_path, ROOT)

    assert (tmp_path / wheel.name).read_bytes() == wheel.read_bytes()


def held_by(sdist):
    with tarfile.open(sdist) as files:
        return {name.partition("/")[2] for name in files.getnames()}


def test_the_sdist_holds_what_git_does(sdist):
    lacking = set(checkout.files()) - held_by(sdist)

    assert lacking == set(), "Name it under tool.hatch.build.targets.sdist, or remove it."
    assert {"LICENSE", "PKG-INFO", "tests/matrix/conftest.py"} <= held_by(sdist)


def test_the_sdist_takes_along_nothing_that_lies_around(tmp_path):
    source = tmp_path / "source"
    needed = {"LICENSE", "README.md", "pyproject.toml", "sessioncompat/__init__.py"}
    (source / "sessioncompat").mkdir(parents=True)
    for name in needed:
        shutil.copy(ROOT / name, source / name)
    for name in (".env", "notes.md", "try.py"):
        (source / name).write_text("SECRET_KEY = 'nobody is to know'")
    run(sys.executable, "-m", "build", "--sdist", "--installer", "uv", "--outdir", tmp_path, source)
    [path] = tmp_path.glob("*.tar.gz")

    assert held_by(path) == needed | {"PKG-INFO"}


@pytest.mark.parametrize("version", ["2.7", "3.6", "3.13"])
def test_pip_installs_it_without_a_word(wheel, tmp_path, version):
    """
    Modules that a Python cannot compile are not compiled for it, and all others are.
    """
    interpreter = python(version)
    pip = [interpreter, "-m", "pip", "install", "-q", "--no-deps", "--disable-pip-version-check"]
    environ = {**os.environ, "PYTHONWARNINGS": "ignore", "PIP_ROOT_USER_ACTION": "ignore"}
    said = run(*pip, "--compile", "--target", tmp_path / "site", wheel, env=environ)
    said = [line for line in said.splitlines() if "DEPRECATION" not in line and "WARNING" not in line]
    assert said == []

    bytecode = {
        path.name.partition(".")[0] for path in (tmp_path / "site" / "sessioncompat").rglob("*.pyc")
    }
    here = {path.stem for path in PACKAGE.rglob("*.py")}
    lint = {path.stem for path in (PACKAGE / "lint").rglob("*.py")}
    assert here - lint <= bytecode | lint
    if version == "3.13":
        assert here <= bytecode


def test_old_pythons_are_told_where_the_lint_runs(wheel, tmp_path):
    interpreter = python("2.7")
    with zipfile.ZipFile(wheel) as files:
        files.extractall(tmp_path)
    # Without Flask, which the command to the lint does not need.
    command = [interpreter, "-c", "import sys, types; package = types.ModuleType('sessioncompat');"
               "package.__path__ = ['sessioncompat']; package.__version__ = '';"
               "sys.modules['sessioncompat'] = package;"
               "from sessioncompat.__main__ import main; sys.exit(main(['lint', '.']))"]  # fmt: skip
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)

    assert result.returncode == 2
    assert "python3 -m pip install 'sessioncompat[lint]'" in result.stderr


def test_the_changelog_says_what_has_changed():
    """In fragments until the release, and under its version from then on."""
    draft = run("towncrier", "build", "--draft", "--version", sessioncompat.__version__, cwd=ROOT)
    fragments = list((ROOT / "changelog.d").glob("+*.md"))
    released = f"\n## {sessioncompat.__version__}, " in (ROOT / "CHANGELOG.md").read_text()

    assert draft.count("\n- ") == len(fragments)
    assert fragments or released
    if os.environ.get("RELEASE_TAG"):
        assert released and not fragments, "Run: towncrier build, as CONTRIBUTING.md has it."


@pytest.fixture(scope="session")
def environment(wheel, tmp_path_factory):
    """A Python with the wheel and all that its extras bring along."""
    folder = tmp_path_factory.mktemp("environment")
    run("uv", "venv", "-q", "--python", sys.executable, folder / "venv")
    interpreter = folder / "venv" / "bin" / "python"
    run("uv", "pip", "install", "-q", "--python", interpreter, f"{wheel}[lint,server,testing]")
    LISTS.mkdir(parents=True, exist_ok=True)
    return interpreter


def test_what_it_brings_along_is_listed(environment):
    """The bill of materials names all that is installed, as CycloneDX has it."""
    target = LISTS / "sessioncompat.cdx.json"
    run("cyclonedx-py", "environment", "--of", "JSON", "-o", target, environment)
    names = {one["name"].lower() for one in json.loads(target.read_text())["components"]}

    assert {"sessioncompat", "flask", "werkzeug", "tree-sitter", "pygls", "pytest"} <= names


def test_no_licence_asks_for_more_than_to_be_mentioned(environment):
    listed = json.loads(run("pip-licenses", f"--python={environment}", "--format=json"))
    unusual = [row for row in listed if not any(known in row["License"] for known in LICENCES)]
    lines = ["| Package | Version | Licence |", "| --- | --- | --- |"]
    lines += [f"| {row['Name']} | {row['Version']} | {row['License']} |" for row in listed]
    (LISTS / "licences.md").write_text("\n".join(lines) + "\n")

    assert len(listed) > 10
    assert unusual == []
