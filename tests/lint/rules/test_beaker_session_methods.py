from helpers import fixed, reported, untouched


def test_invalidate():
    fixed(
        """\
        from flask import session

        def logout():
            session.invalidate()
        """,
        """\
        from flask import session

        def logout():
            session.clear()
        """,
        unsafe=True,
    )


def test_delete_through_the_module():
    fixed(
        """\
        import flask
        flask.session.delete()
        """,
        """\
        import flask
        flask.session.clear()
        """,
        unsafe=True,
    )


def test_save():
    reported(
        """\
        from flask import session

        def login(user):
            session["user"] = user
            session.save()
        """,
        "Flask saves by itself",
    )


def test_session_of_the_database():
    untouched(
        """\
        from flask import request
        from shop.db import session

        def add(thing):
            session.save()
        """
    )


def test_attribute_of_a_database():
    untouched(
        """\
        from flask import Flask
        from flask_sqlalchemy import SQLAlchemy
        db = SQLAlchemy()
        db.session.delete()
        """
    )


def test_with_an_argument():
    untouched(
        """\
        from flask import session
        session.delete("a")
        """
    )


def test_beaker_itself():
    untouched(
        """\
        from beaker.middleware import SessionMiddleware
        from flask import session
        session.save()
        """
    )


def test_own_interface():
    untouched(
        """\
        from flask import Flask, session
        from shop import Sessions
        app = Flask("a")
        app.session_interface = Sessions()

        @app.route("/")
        def index():
            session.save()
        """
    )


def test_hasattr():
    untouched(
        """\
        from flask import session
        if hasattr(session, "save"):
            session.save()
        """
    )
