"""
The types are true, strict, and reach whoever uses them.
"""

import json
import pathlib
import re
import subprocess
import sys

import example_extension
import pytest
from example_extension import TestDictSessions  # noqa: F401  The contract, held to the example.

import sessioncompat

HERE = pathlib.Path(__file__).parent
PACKAGE = pathlib.Path(sessioncompat.__file__).parent
RIGHT = HERE / "example_extension.py"
WRONG = HERE / "wrong_extension.py"
STUBS = sorted(PACKAGE.rglob("*.pyi"))


def run(*command):
    """Run a module in an empty directory, so that what is checked is what is installed."""
    result = subprocess.run(
        [sys.executable, "-m", *map(str, command)], cwd=HERE, capture_output=True, text=True
    )
    return result.stdout + result.stderr


def mypy(cache, *paths):
    """The places and messages of what mypy reports."""
    options = ("--strict", "--config-file=", "--follow-imports=silent", "--cache-dir", cache)
    output = run("mypy", *options, "--no-error-summary", *paths)
    found = re.findall(r"^(.+?):(\d+): error: (.+)$", output, re.MULTILINE)
    assert bool(found) == bool(output.strip()), output
    return [(pathlib.Path(path).name, int(line), message) for path, line, message in found]


def pyright(cache, *paths):
    """The places and messages of what pyright reports, in the words of basedpyright's wheel."""
    project = cache / "pyrightconfig.json"
    project.write_text(json.dumps({"typeCheckingMode": "standard"}))
    options = ("--outputjson", "--pythonpath", sys.executable, "--project", project)
    found = json.loads(run("basedpyright", *options, *paths))["generalDiagnostics"]
    return [
        (pathlib.Path(one["file"]).name, one["range"]["start"]["line"] + 1, one["message"])
        for one in found
        if one["severity"] == "error"
    ]


CHECKERS = pytest.mark.parametrize("check", [mypy, pyright])


@CHECKERS
def test_checkers_accept_an_extension(check, tmp_path):
    assert check(tmp_path, RIGHT) == []


def test_mypy_accepts_the_stubs(tmp_path):
    # By name: given a path, mypy takes all of site-packages for the project.
    modules = [".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts) for path in STUBS]
    options = [word for name in modules for word in ("-m", name.removesuffix(".__init__"))]

    assert mypy(tmp_path, *options) == []


def test_pyright_accepts_the_stubs(tmp_path):
    assert pyright(tmp_path, *STUBS) == []


@CHECKERS
def test_checkers_report_every_mistake(check, tmp_path):
    lines = WRONG.read_text().splitlines()
    wrong = [number for number, line in enumerate(lines, 1) if "  # wrong: " in line]

    assert wrong and sorted({line for _, line, _ in check(tmp_path, WRONG)}) == wrong


def stubtest(package, *options):
    return run("mypy.stubtest", package, "--mypy-config-file", HERE / "stubtest.ini", *options)


def test_stubs_say_what_runs():
    output = stubtest("sessioncompat", "--allowlist", HERE / "stubtest_allowlist.txt")

    assert output.startswith("Success: no issues found"), output


def test_every_public_module_has_a_stub():
    modules = {path.relative_to(PACKAGE) for path in PACKAGE.glob("*.py")}
    public = {path.stem for path in modules if not path.name.startswith("_")} | {"__init__"}
    # These are how it is done, and the last three are for the command and for flake8.
    public -= {"accessed", "completed", "distributions", "responses", "demo", "doctor", "flake8"}

    assert public <= {path.stem for path in PACKAGE.glob("*.pyi")}
    assert (PACKAGE / "py.typed").exists()


def test_the_example_works():
    client = example_extension.make_app().test_client()

    client.get("/write")
    before = client.get_cookie("session").value
    renewed = client.get("/start-over").text

    assert renewed == client.get("/read").text == "Ada"
    assert client.get_cookie("session").value != before


def test_the_example_needs_no_session_interface_class():
    from flask import Flask, session

    app = Flask("example")
    example_extension.with_two_methods(app)
    app.route("/")(lambda: session["who"])

    response = app.test_client().get("/")

    assert (response.text, response.headers["X-Session"]) == ("two methods", "new")


def test_facts_are_typed():
    name = "flask.sessions.SessionInterface.get_cookie_name"

    assert example_extension.when_it_came(name) == sessioncompat.history.BY_PATH[name].added
