from helpers import reported, untouched


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
