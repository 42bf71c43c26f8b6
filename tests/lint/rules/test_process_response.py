from helpers import reported, untouched

RANGE = ">=0.8,<3.3"
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


def test_takes_any():
    untouched(SHOP.format("*args", "*args"), flask=RANGE)


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
