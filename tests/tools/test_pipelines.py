"""
The files for GitHub, GitLab and Read the Docs are what these read, and their commands do what they say.
"""

import json
import os
import shutil
import subprocess
import sys
import tarfile

import jsonschema
import pytest
import yaml
from conftest import BAD, ROOT, missing

from sessioncompat.lint.cli import main


def steps():
    return yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"]


def gitlab_job():
    text = (ROOT / "templates" / "sessioncompat-lint.gitlab-ci.yml").read_text()
    return yaml.safe_load(text)["sessioncompat-lint"]


@pytest.fixture
def environ(tmp_path):
    """What a runner sets. Its `python` is ours, which has the lint installed."""
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "python").symlink_to(sys.executable)
    path = os.pathsep.join([os.path.dirname(sys.executable), str(programs), os.environ["PATH"]])
    return {**os.environ, "PATH": path, "GITHUB_ACTION_PATH": str(ROOT)}


def bash(script, environ):
    command = ["bash", "-eo", "pipefail", "-c", script]
    return subprocess.run(command, env=environ, capture_output=True, text=True)


@pytest.mark.parametrize("schema, name", [
    ("github-actions", "action.yml"),
    ("github-workflows", ".github/workflows/release.yml"),
    ("gitlab-ci", "templates/sessioncompat-lint.gitlab-ci.yml"),
    ("readthedocs", ".readthedocs.yaml"),
])  # fmt: skip
def test_the_files_keep_to_their_schemas(schema, name):
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}"]
    result = subprocess.run([*command, name], cwd=ROOT, capture_output=True, text=True)

    assert result.returncode == 0, result.stdout


def test_the_action_marks_the_line(project, environ):
    step = steps()[-1]
    given = {"PATHS": "shop.py", "FLASK": ">=1.0", "OPTIONS": "--select SC1"}
    result = bash(step["run"], {**environ, **given})

    assert result.returncode == 1
    assert result.stdout.startswith("::error title=sessioncompat (SC101),file=shop.py,line=3,col=8")


def test_the_action_passes_every_input_on(project, environ):
    step = steps()[-1]
    inputs = yaml.safe_load((ROOT / "action.yml").read_text())["inputs"]
    for name in ("paths", "flask", "options"):
        assert step["env"][name.upper()] == "${{ inputs.%s }}" % name
        assert name in inputs
    given = {"PATHS": "shop.py $(touch hacked) ;touch hacked", "FLASK": "$(touch hacked)", "OPTIONS": ""}
    result = bash(step["run"], {**environ, **given})

    assert result.returncode == 2
    assert not (project / "hacked").exists()


def test_without_a_range_the_action_leaves_it_to_the_metadata(project, environ):
    (project / "requirements.txt").write_text("Flask<2.3\n")
    given = {"PATHS": ".", "FLASK": "", "OPTIONS": ""}

    assert bash(steps()[-1]["run"], {**environ, **given}).returncode == 0


def test_the_action_installs_the_lint_from_its_own_release():
    assert steps()[1]["run"] == 'python -m pip install --quiet "$GITHUB_ACTION_PATH[lint]"'


def test_the_job_of_gitlab_writes_its_report_and_fails(project, environ):
    job = gitlab_job()
    first, second = [
        bash(line, {**environ, **job["variables"]}) for line in job["script"]
    ]
    report = json.loads((project / job["artifacts"]["reports"]["codequality"]).read_text())

    assert first.returncode == 0, first.stderr
    assert [row["check_name"] for row in report] == ["SC101"]
    assert second.returncode == 1 and "SC101 app-cookie-name" in second.stdout


@pytest.fixture(scope="session")
def sarif_schema(tmp_path_factory):
    """The schema of OASIS, from a package of Microsoft's that has it."""
    if shutil.which("npm") is None:
        missing("There is no npm here, which brings the schema of SARIF. Install it.")
    folder = tmp_path_factory.mktemp("schema")
    subprocess.run(
        ["npm", "pack", "--silent", "@microsoft/jest-sarif@1.0.0-beta.0"], cwd=folder, check=True
    )
    [archive] = folder.glob("*.tgz")
    with tarfile.open(archive) as files:
        return json.load(files.extractfile("package/lib/schemas/sarif-2.1.0-rtm.5.json"))


def sarif(folder, name="report.sarif"):
    main(["lint", ".", "--output-format", "sarif", "-o", name])
    return json.loads((folder / name).read_text())


def test_sarif_keeps_to_the_public_schema(project, sarif_schema):
    (project / "odd ü.py").write_text(BAD + "y = (\n")
    validator = jsonschema.validators.validator_for(sarif_schema)(sarif_schema)
    document = sarif(project)

    assert len(document["runs"][0]["results"]) >= 2
    assert [error.message for error in validator.iter_errors(document)] == []


def test_the_schema_tells_what_is_no_sarif(project, sarif_schema):
    document = sarif(project)
    document["runs"][0]["results"][0]["level"] = "terrible"
    validator = jsonschema.validators.validator_for(sarif_schema)(sarif_schema)

    assert list(validator.iter_errors(document))


def test_places_in_sarif_are_addresses(project):
    """A blank in a file's name is no address, which is what the format asks for."""
    (project / "odd ü.py").write_text(BAD)
    uris = [
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for result in sarif(project)["runs"][0]["results"]
    ]

    assert sorted(uris) == ["odd%20%C3%BC.py", "shop.py"]
