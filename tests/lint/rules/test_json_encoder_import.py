from helpers import reported, untouched


def test_import():
    reported("from flask.json import JSONEncoder, dumps\n", "`flask.json.JSONEncoder` is gone")


def test_attribute_of_the_package():
    reported(
        """\
        import flask

        class Decoder(flask.json.JSONDecoder):
            pass
        """
    )


def test_attribute_of_the_module():
    reported(
        """\
        from flask import json

        class Encoder(json.JSONEncoder):
            pass
        """
    )


def test_standard_library():
    untouched(
        """\
        import flask
        import json
        from json import JSONDecoder

        class Encoder(json.JSONEncoder):
            pass
        """
    )


def test_other_names():
    untouched("from flask.json import dumps, jsonify, loads\n")


def test_older_range():
    untouched("from flask.json import JSONEncoder\n", flask=">=0.10,<2.3")


def test_both_sides():
    untouched(
        """\
        try:
            from flask.json.provider import DefaultJSONProvider
        except ImportError:
            from flask.json import JSONEncoder
        """
    )


def test_except_attribute_error():
    untouched(
        """\
        import flask
        try:
            class Encoder(flask.json.JSONEncoder):
                pass
        except AttributeError:
            pass
        """
    )
