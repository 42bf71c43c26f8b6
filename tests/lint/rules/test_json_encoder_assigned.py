import pytest
from helpers import reported, untouched

from sessioncompat.lint.finding import Sure


def test_parameter_of_init_app():
    reported(
        """\
        from flask import Flask
        from shop import Encoder

        class Extension:
            def init_app(self, app):
                app.json_encoder = Encoder
        """,
        "the assignment does nothing",
        sure=Sure.PROVED,
    )


def test_read():
    reported(
        """\
        from flask import Flask

        def extend(app: Flask):
            class Encoder(app.json_encoder):
                pass
        """,
        "there is no such attribute",
    )


def test_read_into_a_variable():
    reported(
        """\
        from flask import current_app
        old = current_app.json_encoder
        """
    )


def test_class_attribute():
    reported(
        """\
        from flask import Flask
        from shop import Encoder

        class Shop(Flask):
            json_encoder = Encoder
        """,
        "`json_provider_class`",
    )


def test_by_name_alone():
    reported(
        """\
        import flask
        from shop import app
        app.json_decoder = flask.Decoder
        """,
        sure=Sure.LIKELY,
    )


def test_older_range():
    untouched(
        """\
        from flask import Flask
        app = Flask("a")
        app.json_encoder = object
        """,
        flask=">=0.10,<2.3",
    )


def test_another_framework():
    untouched(
        """\
        from quart import Quart
        app = Quart("a")
        app.json_encoder = object
        """
    )


def test_another_object():
    untouched(
        """\
        import flask
        from celery import Celery
        worker = Celery()
        worker.json_encoder = object
        """
    )


def test_hasattr():
    untouched(
        """\
        from flask import current_app
        if hasattr(current_app, "json_encoder"):
            current_app.json_encoder = object
        """
    )


def test_except_import_error():
    untouched(
        """\
        from flask import Flask
        app = Flask("a")
        try:
            from flask.json.provider import DefaultJSONProvider
            app.json = DefaultJSONProvider(app)
        except ImportError:
            app.json_encoder = object
        """
    )


def test_class_of_another_kind():
    untouched(
        """\
        import flask

        class Settings:
            json_encoder = None
        """
    )


BESIDE_TORNADO = """\
import flask
from tornado.web import Application

class Encoder(flask.json.JSONEncoder):
    pass

def setup(app):
    app.json_encoder = Encoder
"""


def test_the_encoder_tells_whose_application_it_is():
    """
    Beside another framework the name of a parameter says nothing, but nobody else takes Flask's encoder.
    """
    reported(BESIDE_TORNADO, "the assignment does nothing", sure=Sure.LIKELY)
    reported(
        BESIDE_TORNADO.replace("flask.json.JSONEncoder", "Base").replace(
            "class", "from flask.json import JSONDecoder\nclass Base(JSONDecoder): pass\nclass", 1
        ),
        sure=Sure.LIKELY,
    )


@pytest.mark.parametrize(
    "before, after",
    [
        ("flask.json.JSONEncoder", "json.JSONEncoder"),
        ("= Encoder", "= Encoder()"),
        ("= Encoder", "= encoder"),
        ("= Encoder", "= None"),
        ("app.json_encoder = Encoder", "print(app.json_encoder, Encoder)"),
        ("app.json_encoder = Encoder", "json_encoder = Encoder"),
        ("app.json_encoder = Encoder", "app.web.json_encoder = Encoder"),
        ("app.json_encoder", "api.json_encoder"),
        ("(app)", "(app: Application)"),
        ("(app)", "(*app)"),
        ("(app)", "()"),
        ("(app):\n", "(app):\n    app = Application()\n"),
    ],
)
def test_the_encoder_alone_tells_nothing(before, after):
    code = BESIDE_TORNADO.replace(before, after)
    assert code != BESIDE_TORNADO

    untouched(code)


def test_beside_a_test_for_a_mapping():
    """
    Whether something has keys says nothing about the release of Flask.
    """
    reported(
        """\
        from flask import current_app, json

        def dump(value):
            if hasattr(value, "keys") and hasattr(value, "__getitem__"):
                return json.dumps(value, cls=current_app.json_encoder)
        """,
        "there is no such attribute",
    )


def test_getattr_with_a_default():
    untouched(
        """\
        from flask import current_app

        def encoder():
            if getattr(current_app, "json_encoder", None):
                return current_app.json_encoder
        """
    )


def test_getattr_that_raises():
    reported(
        """\
        from flask import current_app

        def encoder():
            if getattr(current_app, "json_encoder"):
                return current_app.json_encoder
        """
    )
