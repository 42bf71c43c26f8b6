"""
Every use of something old is told once for each place, with what to write instead.
"""

import json
import os
import subprocess
import sys
import textwrap
import warnings

import pytest

from sessioncompat import bridge

OLD = """
    import flask
    from flask import Session
    app = flask.Flask("old_code")
    def name():
        return app.session_cookie_name
"""


def test_a_place_is_warned_of_once(old, install):
    install()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default", bridge.SessionCompatWarning)
        module = old(OLD)
        for _ in range(3):
            module.name()
        lines = [(os.path.basename(one.filename), one.lineno, one.category) for one in caught]

    assert lines == [
        ("old_code.py", 3, bridge.SessionCompatWarning),
        ("old_code.py", 6, bridge.SessionCompatWarning),
    ]
    assert str(caught[1].message) == (
        "SC101: `flask.Flask.session_cookie_name` is gone since Flask 2.3."
        " Write `app.config['SESSION_COOKIE_NAME']`."
    )
    assert module.__warningregistry__


def test_warnings_can_be_errors(old, install):
    install()
    warnings.simplefilter("error", bridge.SessionCompatWarning)

    with pytest.raises(bridge.SessionCompatWarning, match="SC106"):
        old(OLD)


def test_they_are_shown_by_default():
    """
    A DeprecationWarning is shown to nobody who does not ask.
    """
    assert not issubclass(bridge.SessionCompatWarning, DeprecationWarning)


def test_the_report_counts_and_sorts(old, install):
    install()
    module = old(OLD)
    for _ in range(3):
        module.name()
    uses = list(bridge.report())

    assert [(use.code, use.name, use.line) for use in uses] == [
        ("SC106", "flask.Session", 3), ("SC101", "flask.Flask.session_cookie_name", 6)
    ]
    assert (uses[1].count, uses[1].module) == (3, "old_code")
    assert uses[1].filename == module.__file__
    assert len(bridge.report()) == 2 and bridge.report()


def test_code_that_is_made_anew_is_one_place(old, install):
    """
    A template or a function that is compiled again and again neither grows the report nor hides in it.
    """
    install()
    module = old(OLD)
    for _ in range(3):
        source = compile("app.session_cookie_name", "made-anew", "eval")
        eval(source, vars(module))
        del source
    uses = [(use.line, use.count) for use in bridge.report() if use.filename == "made-anew"]

    assert uses == [(1, 3)]


def test_the_report_outlives_the_bridge_and_begins_anew_with_the_next(old, install):
    install()
    old(OLD)
    bridge.uninstall()
    assert len(bridge.report()) == 1
    install()

    assert not bridge.report()
    assert bridge.report().text() == "The bridge was not needed. Delete it.\n"


def test_the_report_is_text_json_and_sarif(old, install, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    install()
    old(OLD).name()
    report = bridge.report()

    assert report.text().splitlines() == [
        "old_code.py:3: SC106 `flask.Session` is gone since Flask 1.1."
        " Write `flask.sessions.SecureCookieSession`.",
        "old_code.py:6: SC101 `flask.Flask.session_cookie_name` is gone since Flask 2.3."
        " Write `app.config['SESSION_COOKIE_NAME']`.",
        "2 uses of something old in 1 file.",
    ]
    rows = json.loads(report.json())
    assert [(row["code"], row["filename"], row["location"]) for row in rows] == [
        ("SC106", "old_code.py", {"row": 3}), ("SC101", "old_code.py", {"row": 6})
    ]
    assert rows[1]["count"] == 1 and rows[1]["module"] == "old_code"
    run = json.loads(report.sarif())["runs"][0]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["SC101", "SC106"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "old_code.py"}, "region": {"startLine": 3}}
    assert run["results"][0]["ruleId"] == "SC106" and run["results"][0]["ruleIndex"] == 1


@pytest.mark.parametrize("name, form", [("r.txt", "text"), ("r.json", "json"), ("r.sarif", "sarif")])
def test_a_report_is_written_as_the_ending_says(name, form, old, install, tmp_path):
    install()
    old(OLD)
    bridge.report().write(str(tmp_path / name))

    assert (tmp_path / name).read_text() == getattr(bridge.report(), form)()


@pytest.fixture
def project(tmp_path):
    """A folder with old code, a test of it and a script that serves it."""
    def write(name, text):
        (tmp_path / name).write_text(textwrap.dedent(text))

    write("old_code.py", OLD + """
    app.secret_key = "secret"
    app.session_cookie_name = "sid"
    @app.route("/")
    def index():
        flask.session["user"] = "alice"
        return name()
    """)
    write("conftest.py", "import old_code\n")
    write("test_old_code.py", """
        import old_code
        def test_it():
            response = old_code.app.test_client().get("/")
            assert response.headers["Set-Cookie"].startswith(response.get_data(as_text=True))
    """)
    write("serve.py", """
        import sys
        import old_code
        print(old_code.app.test_client().get("/").get_data(as_text=True), sys.argv)
    """)
    return tmp_path


def run(folder, *arguments, **variables):
    environ = dict(os.environ, PYTHONWARNINGS="ignore", **variables)
    environ.pop("PYTEST_ADDOPTS", None)
    command = [sys.executable, "-m"] + list(arguments)
    return subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True)


def test_pytest_runs_on_the_bridge_and_says_what_it_was_for(project):
    assert run(project, "pytest", "-q").returncode != 0
    plugin = ("pytest", "-q", "-p", "sessioncompat.pytest_plugin", "--session-bridge=old_code")

    result = run(project, *plugin, "--session-bridge-report=report.json")
    assert result.returncode == 0, result.stdout + result.stderr
    assert "sessioncompat bridge" in result.stdout
    assert "old_code.py:3: SC106" in result.stdout and "3 uses of something old" in result.stdout
    assert len(json.loads((project / "report.json").read_text())) == 3
    strict = run(project, *plugin, "-W", "error::sessioncompat.bridge.SessionCompatWarning")
    assert strict.returncode != 0 and "SessionCompatWarning" in strict.stdout + strict.stderr


def test_pytest_without_the_option_is_as_ever(project):
    result = run(project, "pytest", "-q", "-p", "sessioncompat.pytest_plugin", "--co", "serve.py")

    assert "sessioncompat bridge" not in result.stdout


@pytest.mark.parametrize(
    "command",
    [["serve.py", "x"], ["python", "serve.py", "x"], ["python", "-m", "serve", "x"]],
    ids=" ".join,
)
def test_a_command_runs_on_the_bridge(command, project):
    result = run(
        project, "sessioncompat", "bridge", "--for", "old_code", "--report", "report.txt", "--",
        *command
    )

    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("sid ") and "'x']" in result.stdout
    assert "old_code.py:3: SC106" in (project / "report.txt").read_text()


def test_a_console_script_runs_on_the_bridge(project):
    """
    ``flask`` finds the application in the folder it runs in.
    """
    arguments = ["bridge", "--for", "old_code", "--", "flask", "--app", "old_code", "routes"]
    result = run(project, "sessioncompat", *arguments)

    assert result.returncode == 0, result.stderr
    assert "index" in result.stdout


def test_the_commands_status_is_the_status(project):
    (project / "fail.py").write_text("raise SystemExit(3)")
    arguments = ["bridge", "--for", "old_code", "--"]

    assert run(project, "sessioncompat", *arguments, "fail.py").returncode == 3
    missing = run(project, "sessioncompat", *arguments, "no-such-command")
    assert missing.returncode == 127 and "no-such-command" in missing.stderr
    assert run(project, "sessioncompat", "bridge", "--for", "old_code").returncode == 2


@pytest.mark.parametrize(
    "options, said",
    [
        (["--for", "my-shop", "--", "serve.py"], "'my-shop' is no name of a module. Name it"),
        (["--for", "old_code", "--extras", "nope", "--", "serve.py"], "no extra 'nope'. Take some of"),
        (["--for", "flask", "--", "serve.py"], "flask has been imported already"),
        (["--for", "old_code", "--", "python", "gone.py"], "There is no file gone.py here. Name"),
        (["--for", "old_code", "--", "python"], "There is no file to run here. Name"),
        (["--for", "old_code", "--report", "gone/report.txt", "--", "serve.py"], "Name another file."),
    ],
)
def test_a_mistake_on_the_command_line_is_no_traceback(options, said, project):
    result = run(project, "sessioncompat", "bridge", *options)

    assert result.returncode == 2 and said in result.stderr, result.stderr
    assert "Traceback" not in result.stderr


def test_the_reloader_starts_it_again(project):
    """
    The processes that the command starts have the bridge as well.
    """
    (project / "reloading.py").write_text(textwrap.dedent("""
        import os, sys
        from werkzeug._reloader import _get_args_for_reloading
        import subprocess
        import old_code
        if os.environ.get("CHILD") is None:
            os.environ["CHILD"] = "1"
            raise SystemExit(subprocess.call(_get_args_for_reloading()))
        print("child", old_code.Session.__name__)
    """))
    arguments = ["bridge", "--for", "old_code", "--", "reloading.py"]
    if sys.version_info < (3, 10):
        pytest.skip("Until 3.10 Python does not say how it was started.")
    result = run(project, "sessioncompat", *arguments)

    assert result.stdout == "child Session\n", result.stderr

