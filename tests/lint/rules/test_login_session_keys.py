import pytest
from helpers import reported, untouched

from sessioncompat.lint.finding import Sure


def test_read():
    reported("from flask import session\nimport flask_login\nx = session['user_id']\n")


def test_own_key():
    untouched(
        "from flask import session\nimport flask_login\nsession['user_id'] = 1\nx = session['user_id']\n"
    )


def test_no_login():
    untouched("from flask import session\nx = session['user_id']\n")


def test_other_mapping():
    untouched("from flask import session\nimport flask_login\nx = form['user_id']\n")


def test_the_extension_itself(tmp_path):
    (tmp_path / "flask_login.py").write_text("class LoginManager: pass\n")
    tests = tmp_path / "tests"
    tests.mkdir()

    untouched(
        """\
        from flask import session
        from flask_login import login_user
        assert session["user_id"] == "1"
        """,
        path=str(tests / "login.py"),
    )


READ = "from flask import session\n\ndef f():\n    return {}\n"


@pytest.fixture
def package(tmp_path):
    """A package with a folder, one file of which imports Flask-Login."""
    (tmp_path / "shop" / "views").mkdir(parents=True)
    for name in ("__init__.py", "views/__init__.py", "users.py"):
        (tmp_path / "shop" / name).write_text("")
    (tmp_path / "shop" / "users.py").write_text("from flask_login import LoginManager\n")
    return tmp_path / "shop"


@pytest.mark.parametrize(
    "expression",
    ["session['user_id']", "session.get('user_id')", "'user_id' in session", "'user_id' not in session"],
)
def test_another_file_imports_it(package, expression):
    path = str(package / "views" / "cart.py")

    [finding] = reported(READ.format(expression), path=path, sure=Sure.LIKELY)
    assert finding.excerpt == f"return {expression}"

    (package / "users.py").write_text("import flask\n")
    untouched(READ.format(expression), path=path)


@pytest.mark.parametrize(
    "line",
    ["session['user_id'] = 1", 'session["user_id"] = 1', "session.update(user_id=1)",
     "session.setdefault('user_id', 1)", "session.get('_user_id')"],
)  # fmt: skip
def test_another_file_has_a_key_of_its_own(package, line):
    (package / "auth.py").write_text(f"from flask import session\n{line}\n")

    untouched(READ.format("session['user_id']"), path=str(package / "views" / "cart.py"))


def test_a_login_that_a_test_makes_up(package):
    (package / "conftest.py").write_text("with c.session_transaction() as s:\n    s['user_id'] = 1\n")

    reported(READ.format("session['user_id']"), path=str(package / "views" / "cart.py"))


def test_beside_the_package(package):
    """
    What a file outside the package imports is not what the package uses.
    """
    (package / "users.py").write_text("")
    (package.parent / "setup.py").write_text("import flask_login\n")

    untouched(READ.format("session['user_id']"), path=str(package / "cart.py"))


GIVEN = """\
    from flask import session
    import flask_login

    def remember(session=None):
        return session["user_id"]

    def login():
        remember({})
    """


def test_a_parameter_that_is_given_the_session():
    reported(GIVEN.format("session"))
    reported(GIVEN.format("session=session"))
    untouched(GIVEN.format("other"))
    untouched(GIVEN.format(""))
    untouched(GIVEN.format("session") + "    remember(other)\n")
