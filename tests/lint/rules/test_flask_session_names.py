from helpers import reported, untouched


def test_backend():
    reported(
        "from flask_session.sessions import SqlAlchemySessionInterface\n",
        "`flask_session.sqlalchemy`",
    )


def test_module():
    reported("import flask_session.sessions as sessions\n", "the module of the backend")


def test_several():
    reported(
        """\
        from flask_session.sessions import (
            NullSessionInterface,
            RedisSessionInterface as Redis,
        )
        """
    )


def test_the_front_door():
    untouched("from flask_session import Session\n")


def test_new_module():
    untouched("from flask_session.redis import RedisSessionInterface\n")


def test_flasks_own():
    untouched("from flask.sessions import SessionInterface\n")


def test_both_sides():
    untouched(
        """\
        try:
            from flask_session.redis import RedisSessionInterface
        except ImportError:
            from flask_session.sessions import RedisSessionInterface
        """
    )


def test_a_fork_of_the_extension(tmp_path):
    package = tmp_path / "flask_session"
    package.mkdir()
    (package / "__init__.py").write_text("from flask_session.sessions import Session\n")
    (package / "sessions.py").write_text("class Session: pass\n")

    untouched("from flask_session.sessions import Session\n", path=str(tmp_path / "app.py"))
