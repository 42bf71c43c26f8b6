"""
The doctor has the lint read the installed extensions, and tells what they will break on.
"""

import json
import os
import subprocess
import sys

import pytest

from sessioncompat import distributions, doctor

OLD = "from flask import current_app\n\n\ndef name():\n    return current_app.session_cookie_name\n"


def install(folder, name, version, requires, **modules):
    """Put a distribution where Python finds it, as an installer would."""
    info = folder / f"{name}-{version}.dist-info"
    info.mkdir(parents=True)
    lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
    (info / "METADATA").write_text("\n".join(lines + [f"Requires-Dist: {one}" for one in requires]))
    record = [f"{info.name}/METADATA,,"]
    for module, text in modules.items():
        path = folder / module / "__init__.py"
        path.parent.mkdir()
        path.write_text(text)
        record.append(f"{module}/__init__.py,,")
    (info / "RECORD").write_text("\n".join(record))


@pytest.fixture
def environment(tmp_path, monkeypatch):
    site = tmp_path / ".venv" / "site-packages"
    install(site, "Flask-Old", "1.0", ["Flask>=0.9"], flask_old=OLD)
    install(site, "Flask-New", "2.0", ["flask (>=2)"], flask_new="import flask\n")
    install(site, "Unrelated", "3.0", ["redis", "flask; extra == 'web'"], unrelated=OLD)
    install(site, "Flask-Editable", "4.0", ["Flask"])
    (tmp_path / ".gitignore").write_text(".venv\n")
    (tmp_path / ".git").mkdir()
    monkeypatch.syspath_prepend(str(site))
    return tmp_path, site


def run(folder, site, *argv):
    path = os.pathsep.join([str(site), os.path.dirname(os.path.dirname(doctor.__file__))])
    command = [sys.executable, "-m", "sessioncompat", "doctor", *argv]
    environ = {**os.environ, "PYTHONPATH": path}
    return subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True)


def test_it_says_which_extension_breaks_and_where(environment):
    result = run(*environment)

    assert result.returncode == 1
    assert "Flask-Old 1.0 breaks on this Flask or a later one, in 1 place:" in result.stdout
    assert "flask_old/__init__.py:5: SC101 `current_app.session_cookie_name` is gone" in result.stdout
    assert "Flask-New 2.0: no session code is known to break." in result.stdout
    assert "Flask-Editable 4.0 was not read." in result.stdout
    assert "Unrelated" not in result.stdout


def test_json_has_it_all(environment):
    found = json.loads(run(*environment, "--json").stdout)
    extensions = {one["name"]: one for one in found["extensions"]}

    assert [row["code"] for row in extensions["Flask-Old"]["findings"]] == ["SC101"]
    assert extensions["Flask-New"]["findings"] == [] and extensions["Flask-New"]["read"]


def test_another_python_can_read_them(environment, tmp_path):
    other = tmp_path / "python"
    other.write_text(f'#!/bin/sh\necho used >&2\necho used > {tmp_path}/used\nexec {sys.executable} "$@"\n')
    other.chmod(0o755)

    assert run(*environment, "--lint-with", str(other)).returncode == 1
    assert (tmp_path / "used").exists()


def test_without_a_lint_it_says_how_to_get_one(environment, tmp_path):
    other = tmp_path / "python"
    other.write_text("#!/bin/sh\necho 'The lint needs tree_sitter_python.' >&2\nexit 2\n")
    other.chmod(0o755)
    result = run(*environment, "--lint-with", str(other))

    assert result.returncode == 0
    assert "Flask-Old 1.0 was not read." in result.stdout
    assert "The lint needs tree_sitter_python." in result.stdout
    assert "--lint-with" in result.stdout


def test_names_are_compared_as_an_index_does():
    assert distributions.normal("Flask_Session.X") == "flask-session-x"
    assert distributions._names(["Flask (>=0.9)", "redis>=3; python_version > '3'"]) == {"flask", "redis"}
