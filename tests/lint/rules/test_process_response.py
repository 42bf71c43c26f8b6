from helpers import reported, untouched

BOTH = ">=3.1,<3.3"


def test_arguments_without_a_name():
    """
    Flask looks for the name of the first parameter, and `*args` has another.
    """
    reported(
        """\
        from flask import Flask

        class Shop(Flask):
            def process_response(self, *args):
                return args[-1]
        """,
        "Take `ctx, *response`.",
        flask=BOTH,
    )


def test_named():
    untouched(
        """\
        from flask import Flask

        class Shop(Flask):
            def process_response(self, ctx, *response):
                return super().process_response(ctx, *response)
        """,
        flask=BOTH,
    )


def test_annotated():
    untouched(
        """\
        import flask

        class Shop(flask.Flask):
            def process_response(self, context: flask.ctx.AppContext, response):
                return response
        """,
        flask=BOTH,
    )


def test_a_range_without_the_context():
    untouched(
        """\
        from flask import Flask

        class Shop(Flask):
            def process_response(self, response):
                return response
        """,
        flask=">=2.3,<3.2",
    )


def test_somebody_elses_application():
    untouched(
        """\
        from quart import Quart

        class Shop(Quart):
            def process_response(self, response):
                return response
        """,
        flask=BOTH,
    )
