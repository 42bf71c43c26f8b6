from helpers import fixed, reported, untouched


def test_stack():
    fixed(
        """\
        from flask import Flask, _request_ctx_stack
        from werkzeug.urls import url_quote

        def use(session):
            _request_ctx_stack.top.session = session
        """,
        """\
        from flask import Flask
        from sessioncompat import set_session
        from werkzeug.urls import url_quote

        def use(session):
            set_session(session)
        """,
    )


def test_other_uses_of_the_stack():
    fixed(
        """\
        import flask

        def use(session):
            flask._request_ctx_stack.top.session = session
            return flask._request_ctx_stack.top.request
        """,
        """\
        import flask
        from sessioncompat import set_session

        def use(session):
            set_session(session)
            return flask._request_ctx_stack.top.request
        """,
    )


def test_variable_is_unsafe():
    code = """\
        from flask.globals import request_ctx

        def use(session):
            ctx = request_ctx._get_current_object()
            ctx.session = session
        """
    reported(code)
    fixed(
        code,
        """\
        from flask.globals import request_ctx
        from sessioncompat import set_session

        def use(session):
            ctx = request_ctx._get_current_object()
            set_session(session)
        """,
        unsafe=True,
    )


def test_not_running():
    reported(
        """\
        from flask import Flask
        app = Flask(__name__)
        ctx = app.test_request_context()
        ctx.session = {}
        """
    )


def test_chained():
    reported(
        """\
        from flask.globals import request_ctx
        request_ctx.session = mine = {}
        """
    )


def test_private_attribute_guarded():
    untouched(
        """\
        from flask.globals import request_ctx

        def use(session):
            if hasattr(request_ctx, "_session"):
                request_ctx._session = session
            else:
                request_ctx.session = session
        """
    )


def test_context_of_another_framework():
    untouched(
        """\
        import click, flask
        @click.pass_context
        def cli(ctx):
            ctx.session = 1
            self.ctx.session = 2
        """
    )


def test_database_session():
    untouched(
        """\
        from flask import g
        from shop import db
        db.session = scoped_session(maker)
        g.session = 1
        """
    )


def test_read():
    untouched(
        """\
        from flask.globals import request_ctx
        session = request_ctx.session
        """
    )


def test_old_range():
    untouched(
        """\
        from flask.globals import request_ctx
        request_ctx.session = 1
        """,
        flask=">=2.2,<3.1.3",
    )


def test_context_of_sessioncompat():
    fixed(
        "from sessioncompat.context import get_context\nget_context().session = {}\n",
        "from sessioncompat import set_session\n"
        "from sessioncompat.context import get_context\nset_session({})\n",
    )
