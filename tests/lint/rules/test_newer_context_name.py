from helpers import fixed, reported, untouched

RANGE = ">=1.0,<3.2"


def test_session_alone():
    fixed(
        """\
        from flask.globals import request_ctx

        def peek():
            return dict(request_ctx.session)
        """,
        """\
        from sessioncompat import get_session

        def peek():
            return dict(get_session())
        """,
        flask=RANGE,
    )


def test_more_than_the_session():
    reported(
        """\
        from flask.globals import request_ctx
        print(request_ctx.session, request_ctx.request)
        """,
        "new in Flask 2.2",
        flask=RANGE,
    )


def test_assigned():
    reported(
        """\
        from flask.globals import request_ctx

        def replace(session):
            request_ctx.session = session
        """,
        flask=RANGE,
    )


def test_application_context():
    reported("from flask.globals import _cv_app, app_ctx\n", flask=RANGE)


def test_range_that_has_it():
    untouched("from flask.globals import request_ctx\n", flask=">=2.2,<3.2")


def test_both_sides():
    untouched(
        """\
        try:
            from flask.globals import request_ctx
        except ImportError:
            from flask import _request_ctx_stack
        """,
        flask=RANGE,
    )


def test_other_names_of_the_module():
    untouched("from flask.globals import current_app, session\n", flask=RANGE)


def test_variable_of_that_name():
    untouched(
        """\
        from flask import Flask

        def view(app: Flask):
            request_ctx = app.test_request_context()
            return request_ctx.session
        """,
        flask=RANGE,
    )
