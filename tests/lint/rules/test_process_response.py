from helpers import reported, untouched

RANGE = ">=0.8,<3.3"
BOTH = ">=3.1,<3.3"
SHOP = """\
    from flask import Flask

    class Shop(Flask):
        def process_response(self, {}):
            return super().process_response({})
    """


def test_response_alone():
    reported(SHOP.format("response", "response"), "`Shop.process_response`", flask=RANGE)


def test_mixin_and_application():
    reported(
        """\
        import flask

        class Timed:
            pass

        class Shop(Timed, flask.Flask):
            def process_response(self, resp):
                return flask.Flask.process_response(self, resp)
        """,
        flask=RANGE,
    )


def test_context_first():
    untouched(SHOP.format("ctx, response", "ctx, response"), flask=RANGE)


def test_today():
    untouched(SHOP.format("response", "response"), flask=">=0.8,<3.2")


def test_middleware_of_django():
    untouched(
        """\
        class Middleware:
            def process_response(self, request, response):
                return response
        """,
        flask=RANGE,
    )


def test_not_an_application():
    untouched(
        """\
        import flask

        class Toolbar:
            def process_response(self, response):
                return response
        """,
        flask=RANGE,
    )


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
