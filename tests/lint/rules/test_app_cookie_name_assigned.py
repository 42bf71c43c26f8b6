from helpers import fixed, reported, untouched


def test_assigned_through_an_alias():
    fixed(
        """\
        from flask import current_app as app
        app.session_cookie_name = "sid"
        """,
        """\
        from flask import current_app as app
        app.config["SESSION_COOKIE_NAME"] = "sid"
        """,
    )


def test_self_of_an_application():
    fixed(
        """\
        import flask

        class Shop(flask.Flask):
            def __init__(self):
                flask.Flask.__init__(self, "shop")
                self.session_cookie_name = "shop"
        """,
        """\
        import flask

        class Shop(flask.Flask):
            def __init__(self):
                flask.Flask.__init__(self, "shop")
                self.config["SESSION_COOKIE_NAME"] = "shop"
        """,
    )


def test_class_attribute():
    reported(
        """\
        from flask import Flask

        class Shop(Flask):
            session_cookie_name = "shop"
        """,
        "where the application is made",
    )


def test_unpacked():
    reported(
        """\
        from flask import Flask
        app = Flask(__name__)
        app.session_cookie_name, x = "a", 1
        """
    )


def test_class_attribute_of_another_class():
    untouched(
        """\
        from flask import Flask

        class Config:
            session_cookie_name = "shop"
        """
    )


def test_read():
    untouched(
        """\
        from flask import current_app
        name = current_app.session_cookie_name
        """
    )


def test_old_range():
    untouched(
        """\
        from flask import Flask
        app = Flask(__name__)
        app.session_cookie_name = "a"
        """,
        flask="<2.3",
    )


def test_another_framework():
    untouched(
        """\
        from quart import Quart
        app = Quart(__name__)
        app.session_cookie_name = "a"
        """
    )
