"""
The bridge is the application's to install, and leaves no trace when it goes.
"""

import os
import subprocess
import sys
import sysconfig
import textwrap

import pytest

import sessioncompat.bridge
from sessioncompat.bridge import extras


def test_a_target_that_is_imported_already_is_refused(old):
    """
    What it imported from Flask it has, or has not, for good.
    """
    old("import flask")

    with pytest.raises(RuntimeError, match="old_code has been imported already.*before anything"):
        sessioncompat.bridge.install(["old_code"])


def test_a_package_may_install_it_for_what_it_imports_next(old, install):
    """
    An application that is being imported can name itself.
    """
    module = old(
        """
        import sessioncompat.bridge
        sessioncompat.bridge.install(["old_code"])
        from flask import Session
        """
    )

    assert module.Session.__name__ == "Session"


def test_a_library_may_not_install_it(tmp_path):
    """
    What is installed in site-packages is told to leave it to the application.
    """
    code = "import sessioncompat.bridge\nsessioncompat.bridge.install(['old_code'])\n"
    namespace = {"__name__": "flask_library"}
    path = os.path.join(sysconfig.get_path("purelib"), "flask_library", "__init__.py")

    with pytest.raises(RuntimeError, match="flask_library, which calls .* installed library"):
        exec(compile(code, path, "exec"), namespace)


def test_it_is_installed_once(install):
    install(["old_code"])

    with pytest.raises(RuntimeError, match="installed already, for old_code"):
        install(["more_old_code"])


def test_uninstalling_what_is_not_installed_does_nothing():
    sessioncompat.bridge.uninstall()
    sessioncompat.bridge.uninstall()


@pytest.mark.parametrize(
    "arguments, error, words",
    [
        (["flask_session"], TypeError, r"for_modules=\['flask_session'\]"),
        ([["Flask-Session"]], ValueError, "'flask_session'"),
        ([[]], ValueError, "Name the modules"),
        ([["old_code"], "werkzeug"], TypeError, r"extras=\['werkzeug'\]"),
        ([["old_code"], ["werkzoig"]], LookupError, "There is no extra 'werkzoig'.*werkzeug"),
    ],
)
def test_what_is_meant_is_said(arguments, error, words):
    with pytest.raises(error, match=words):
        sessioncompat.bridge.install(*arguments)


def test_what_fails_half_way_is_undone(install, monkeypatch):
    """
    An error while it is installed leaves nothing installed.
    """
    from sessioncompat.bridge import sessions

    monkeypatch.setattr(sessions.OldBases, "apply", lambda self: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        install()
    monkeypatch.undo()
    install()


def test_it_can_be_installed_again(old, install):
    for _ in range(3):
        install(extras=extras.everything())
        sessioncompat.bridge.uninstall()
    install()
    old("from flask import Session")


def test_the_environment_installs_it(tmp_path):
    """
    ``import sessioncompat.bridge.auto`` does what SESSIONCOMPAT_BRIDGE says, and else nothing.
    """
    (tmp_path / "old_code.py").write_text("from flask import Session\nfrom jinja2 import Markup\n")
    (tmp_path / "wsgi.py").write_text("import sessioncompat.bridge.auto\nimport old_code\n")

    def run(**variables):
        environ = dict(os.environ, PYTHONWARNINGS="ignore", **variables)
        command = [sys.executable, "wsgi.py"]
        return subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True)

    assert "ImportError" in run().stderr
    assert "Markup" in run(SESSIONCOMPAT_BRIDGE="old_code").stderr
    result = run(SESSIONCOMPAT_BRIDGE="other, old_code", SESSIONCOMPAT_BRIDGE_EXTRAS="markup")
    assert (result.returncode, result.stderr) == (0, "")


def test_importing_it_imports_no_lint_and_no_tests(tmp_path):
    code = """if 1:
        import sys
        import sessioncompat.bridge
        print([name for name in sys.modules if "lint" in name or name.endswith("pytest")])
    """
    result = subprocess.check_output([sys.executable, "-c", textwrap.dedent(code)], cwd=tmp_path)

    assert result.strip() == b"[]"
