from helpers import fixed, reported, untouched

RANGE = ">=2.2,<3.3"


def test_session_alone():
    fixed(
        """\
        from flask.globals import request_ctx
        print(request_ctx.session)
        """,
        """\
        from sessioncompat import get_session
        print(get_session())
        """,
        flask=RANGE,
    )


def test_more_than_the_session():
    reported(
        """\
        from flask.globals import request_ctx
        print(request_ctx.request)
        """,
        "deprecated in Flask 3.2",
        flask=RANGE,
    )


def test_class():
    reported("from flask.ctx import RequestContext\n", flask=RANGE)


def test_variable_that_is_gone():
    reported("from flask.globals import _cv_request\n", flask=RANGE)


def test_today():
    untouched("from flask.globals import request_ctx\n", flask=">=2.2,<3.2")


def test_application_context():
    untouched("from flask.globals import app_ctx\nfrom flask.ctx import AppContext\n", flask=RANGE)


def test_both_sides():
    untouched(
        """\
        try:
            from flask.globals import app_ctx
        except ImportError:
            from flask.globals import request_ctx
        """,
        flask=RANGE,
    )


def test_names_of_ones_own():
    untouched("from shop.context import RequestContext, request_ctx\n", flask=RANGE)
