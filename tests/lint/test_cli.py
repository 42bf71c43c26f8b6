"""
What is typed and what comes back.
"""

import json
import os
import signal
import stat
import subprocess
import sys
from xml.etree import ElementTree

import pytest

from sessioncompat.lint.cli import main

BAD = "from flask import current_app\nname = current_app.session_cookie_name\n"
GOOD = 'from flask import current_app\nname = current_app.config["SESSION_COOKIE_NAME"]\n'


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shop.py").write_text(BAD)
    return tmp_path


def run(capsys, *argv):
    status = main(list(argv))
    out, err = capsys.readouterr()
    return status, out, err


def test_findings_are_a_failure(project, capsys):
    status, out, _ = run(capsys, ".")

    assert status == 1
    assert "SC101 app-cookie-name" in out
    assert "shop.py:2:8" in out
    assert "^" * len("current_app.session_cookie_name") in out


def test_the_word_lint_may_be_said(project, capsys):
    assert run(capsys, "lint", "shop.py")[0] == 1


def test_nothing_found(project, capsys):
    (project / "shop.py").write_text(GOOD)
    status, out, _ = run(capsys)

    assert status == 0
    assert out.startswith("No findings in 1 file")


def test_exit_zero(project, capsys):
    assert run(capsys, "--exit-zero", ".")[0] == 0


def test_fix(project, capsys):
    status, out, _ = run(capsys, "--fix", ".")

    assert status == 0
    assert "Fixed 1 finding." in out
    assert (project / "shop.py").read_text() == GOOD


def test_exit_non_zero_on_fix(project, capsys):
    assert run(capsys, "--fix", "--exit-non-zero-on-fix", ".")[0] == 1


def test_diff_changes_nothing(project, capsys):
    status, out, _ = run(capsys, "--diff", ".")

    assert status == 1
    assert '+name = current_app.config["SESSION_COOKIE_NAME"]' in out
    assert (project / "shop.py").read_text() == BAD


def test_diff_of_an_absolute_path_can_be_applied(project, capsys):
    _, out, _ = run(capsys, "--diff", str(project))
    done = subprocess.run(["git", "apply", "-"], input=out, text=True, cwd="/")

    assert done.returncode == 0
    assert (project / "shop.py").read_text() == GOOD


def test_permissions_and_links_stay(project, capsys):
    path = project / "shop.py"
    path.chmod(0o751)
    (project / "link.py").symlink_to("shop.py")
    run(capsys, "--fix", "link.py")

    assert path.read_text() == GOOD
    assert stat.S_IMODE(path.stat().st_mode) == 0o751
    assert (project / "link.py").is_symlink()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid(), reason="only root gives files away")
def test_the_owner_stays(project, capsys):
    os.chown("shop.py", 1234, 2345)
    run(capsys, "--fix", ".")
    status = os.stat("shop.py")

    assert (project / "shop.py").read_text() == GOOD
    assert (status.st_uid, status.st_gid) == (1234, 2345)


#: Kills the process at the call of `os` or of the file that a number stands for.
KILLED = """
import os, signal, sys, tempfile
from sessioncompat.lint import write

left = int(sys.argv[1])

def deadly(call):
    def called(*arguments, **options):
        global left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*arguments, **options)
    return called

class File:
    def __init__(self, file):
        self.file = file
    def __enter__(self):
        return self
    def __exit__(self, *error):
        deadly(self.file.close)()
    def __getattr__(self, name):
        return deadly(getattr(self.file, name))

opened = os.fdopen
tempfile.mkstemp = deadly(tempfile.mkstemp)
os.fdopen = lambda *arguments: File(opened(*arguments))
for name in ("fsync", "chmod", "chown", "replace"):
    setattr(os, name, deadly(getattr(os, name)))
write.write("shop.py", open("new.py", "rb").read())
print(left)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no such signal")
def test_who_is_killed_leaves_the_old_file_or_the_new_one(project):
    """At whatever moment: each call that has to do with the file is the last one once."""
    package = os.path.dirname(os.path.dirname(main.__code__.co_filename))
    environ = {**os.environ, "PYTHONPATH": os.path.dirname(package)}
    seen = []
    for moment in range(1, 30):
        # What is written is longer than any buffer, so that it is on its way when the end comes.
        (project / "shop.py").write_text(BAD * 20_000)
        (project / "new.py").write_text(GOOD * 20_000)
        ended = subprocess.run([sys.executable, "-c", KILLED, str(moment)], env=environ)
        seen.append((project / "shop.py").read_text())
        if not ended.returncode:
            break
        assert ended.returncode == -signal.SIGKILL
        assert seen[-1] == BAD * 20_000

    assert seen[-1] == GOOD * 20_000
    assert len(seen) > 8, "It was killed too seldom for this to prove anything."


def test_read_only_files_are_reported(project, capsys):
    (project / "shop.py").chmod(0o444)
    status, out, _ = run(capsys, "--fix", ".")

    assert status == 1
    assert "SC001" in out and "read-only" in out
    assert (project / "shop.py").read_text() == BAD
    assert sorted(os.listdir(project)) == ["shop.py"]


def test_standard_input(project):
    command = [sys.executable, "-m", "sessioncompat.lint", "-", "--stdin-filename", "a.py"]
    package = os.path.dirname(os.path.dirname(main.__code__.co_filename))
    given = {"input": BAD.encode(), "stdout": -1, "stderr": -1}
    given["env"] = {**os.environ, "PYTHONPATH": os.path.dirname(package)}
    found = subprocess.run([*command, "--output-format=concise"], **given)
    fixed = subprocess.run([*command, "--fix"], **given)

    assert found.stdout.startswith(b"a.py:2:8: SC101")
    assert fixed.stdout == GOOD.encode()
    assert fixed.returncode == 0


def test_select_and_ignore(project, capsys):
    assert run(capsys, "--select", "SC3,no-vary", ".")[0] == 0
    assert run(capsys, "--select", "app-cookie-name", ".")[0] == 1
    assert run(capsys, "--ignore", "SC101", ".")[0] == 0


@pytest.mark.parametrize(
    "argv, message",
    [
        (["--select", "SC1O1"], "Did you mean 'SC101'?"),
        (["--select", "app-cokie-name"], "Did you mean 'app-cookie-name'?"),
        (["--flask", "new"], "'new' is not a range of releases"),
        (["--flask", ">0.10,<0.10.1"], "No release of Flask is in"),
        (["--output-format", "xml"], "'xml' is no output format"),
        (["nowhere.py"], "There is no file or folder called 'nowhere.py'"),
        (["--baseline", "shop.py"], "is no baseline"),
    ],
)
def test_mistakes(project, capsys, argv, message):
    status, _, err = run(capsys, *argv)

    assert status == 2
    assert message in err


def test_unknown_key(project, capsys):
    (project / "pyproject.toml").write_text('[tool.sessioncompat]\nflaks = ">=1"\n')
    status, _, err = run(capsys, ".")

    assert status == 2
    assert "'flaks'" in err and "Did you mean 'flask'?" in err


def test_config(project, capsys):
    (project / "sessioncompat.toml").write_text(
        'flask = ">=0.12,<2.3"\n[per-file-ignores]\n"tests/*" = ["SC1"]\n'
    )
    assert run(capsys, ".")[0] == 0
    assert run(capsys, ".", "--flask", ">=2.3")[0] == 1
    assert run(capsys, ".", "--isolated")[0] == 1


def test_per_file_ignores(project, capsys):
    (project / "pyproject.toml").write_text(
        '[tool.sessioncompat.per-file-ignores]\n"shop.py" = ["SC101"]\n'
    )
    assert run(capsys, ".")[0] == 0
    assert run(capsys, ".", "--fix")[0] == 0
    assert (project / "shop.py").read_text() == BAD


def test_range_of_the_metadata(project, capsys):
    (project / "setup.py").write_text(
        "from setuptools import setup\nsetup(install_requires=['Flask>=0.12,<2.3'])\n"
    )
    status, out, _ = run(capsys, ".")

    assert status == 0
    assert "Flask>=0.12,<2.3 (setup.py)" in out


def test_show_settings(project, capsys):
    status, out, _ = run(capsys, "--show-settings", "--flask", "==0.10.1", ".")

    assert status == 0
    assert "releases        0.10.1\n" in out


def test_baseline(project, capsys):
    assert run(capsys, "--write-baseline", "known.json", ".")[0] == 0
    (project / "shop.py").write_text(BAD.replace("name", "\n\nname", 1))
    assert run(capsys, "--baseline", "known.json", ".")[0] == 0
    (project / "shop.py").write_text(BAD + "other = current_app.session_cookie_name\n")
    status, out, _ = run(capsys, "--baseline", "known.json", ".")

    assert status == 1
    assert "1 finding in 1 file" in out


def test_json(project, capsys):
    rows = json.loads(run(capsys, "--output-format", "json", ".")[1])

    assert rows[0]["code"] == "SC101"
    assert rows[0]["location"] == {"row": 2, "column": 8}
    assert rows[0]["fix"]["applicability"] == "safe"
    assert rows[0]["fix"]["edits"][0]["content"] == 'current_app.config["SESSION_COOKIE_NAME"]'


def test_sarif(project, capsys):
    document = json.loads(run(capsys, "--output-format", "sarif", ".")[1])

    assert document["version"] == "2.1.0"
    assert document["runs"][0]["results"][0]["ruleId"] == "SC101"
    assert document["runs"][0]["tool"]["driver"]["rules"][0]["id"] == "SC101"


def test_github(project, capsys):
    line = run(capsys, "--output-format", "github", ".")[1]

    assert line.startswith("::error title=sessioncompat (SC101),file=shop.py,line=2,col=8,")


def test_gitlab(project, capsys):
    rows = json.loads(run(capsys, "--output-format", "gitlab", ".")[1])

    assert rows[0]["severity"] == "critical"
    assert rows[0]["location"]["path"] == "shop.py"


def test_junit(project, capsys):
    root = ElementTree.fromstring(run(capsys, "--output-format", "junit", ".")[1].encode())

    assert root.attrib["failures"] == "1"


def test_output_file(project, capsys):
    status, out, _ = run(capsys, "-o", "report.txt", "--output-format", "concise", ".")

    assert (status, out) == (1, "")
    assert "SC101" in (project / "report.txt").read_text()


def test_statistics(project, capsys):
    assert run(capsys, "--statistics", ".")[1].startswith("1\tSC101\t[*]\tapp-cookie-name\n")


def test_explain(capsys):
    status, out, _ = run(capsys, "explain", "sc101")

    assert status == 0
    assert "Before::" in out


def test_rules(capsys):
    rows = json.loads(run(capsys, "rules", "--json")[1])

    assert len(rows) > 45
    assert "SC101  app-cookie-name" in run(capsys, "rules")[1]


def test_inferred_range(project, capsys):
    (project / "requirements.txt").write_text("Flask>=1.0\n")
    status, out, _ = run(capsys, "range", "--check", ".")

    assert status == 1
    assert "Flask <2.3.0" in out
    assert "requirements.txt promises Flask>=1.0" in out


def test_inferred_range_of_what_runs_nowhere(project, capsys):
    """
    One file needs a Flask that another one does not survive.
    """
    (project / "requirements.txt").write_text("Flask>=1.0,<2.0\n")
    (project / "old.py").write_text("from flask.session import Session\n")
    (project / "new.py").write_text("from flask.sessions import SessionInterface\n")
    (project / "newer.py").write_text("from flask.globals import request_ctx\n")
    status, out, _ = run(capsys, "range", "--check", ".")

    assert status == 1
    assert out.startswith("Flask no release\n")
    assert "the code does not run on 1.0, 1.0.1" in out
    assert "First mend what sets the two ends" in out


def test_what_fixes_depend_on_is_said(project, capsys):
    (project / "app.py").write_text(
        "from flask import _request_ctx_stack\n_request_ctx_stack.top.session = {}\n"
    )
    _, out, _ = run(capsys, "--fix", "--unsafe-fixes", "--flask", ">=0.12,<3.2", ".")

    assert "sessioncompat" in (project / "app.py").read_text()
    assert "it belongs in the dependencies now" in out


def test_inferred_range_as_json(project, capsys):
    rows = json.loads(run(capsys, "range", "--format", "json", ".")[1])

    assert rows[0]["first_bad"]["code"] == "SC101"
    assert rows[0]["range"] == "<2.3.0"


def test_unreadable_folder(project, capsys, monkeypatch):
    from sessioncompat.lint import discovery

    def scandir(folder):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(discovery.os, "scandir", scandir)
    status, out, _ = run(capsys, ".")

    assert status == 1
    assert "The folder can't be read: Permission denied." in out


def test_flask_is_never_imported(project):
    """
    The lint reads Flask code where there is no Flask, and runs none of it.
    """
    (project / "flask.py").write_text("raise SystemExit('flask was imported')\n")
    code = (
        "import sys, types; package = types.ModuleType('sessioncompat')\n"
        f"package.__path__ = [{os.path.dirname(os.path.dirname(main.__code__.co_filename))!r}]\n"
        "sys.modules['sessioncompat'] = package\n"
        "from sessioncompat.lint.cli import main\n"
        "status = main(['shop.py'])\n"
        "assert 'flask' not in sys.modules\n"
        "sys.exit(status)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], stdout=-1).returncode == 1
