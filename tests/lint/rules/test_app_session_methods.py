from helpers import fixed, reported, untouched


def test_null_session():
    fixed(
        """\
        from flask import Flask
        app = Flask(__name__)
        session = app.make_null_session()
        """,
        """\
        from flask import Flask
        app = Flask(__name__)
        session = app.session_interface.make_null_session(app)
        """,
    )


def test_application_of_a_context():
    fixed(
        """\
        from flask import _request_ctx_stack

        def load():
            ctx = _request_ctx_stack.top
            return ctx.app.open_session(ctx.request)
        """,
        """\
        from flask import _request_ctx_stack

        def load():
            ctx = _request_ctx_stack.top
            return ctx.app.session_interface.open_session(ctx.app, ctx.request)
        """,
    )


def test_called_twice_would_be_noticed():
    reported(
        """\
        from flask import Flask
        def make():
            return Flask(__name__)
        make().open_session(None)
        """
    )


def test_not_called():
    reported(
        """\
        from flask import current_app
        saver = current_app.save_session
        """
    )


def test_before_session_interfaces():
    reported(
        """\
        from flask import current_app
        current_app.save_session(a, b)
        """,
        flask=">=0.7,<3.2",
    )


def test_unrelated_save_session():
    untouched(
        """\
        import flask
        from shop import store
        store.save_session(a, b)
        ext = Ext(flask.Flask(__name__))
        ext.save_session(a)
        """
    )


def test_paramiko():
    untouched(
        """\
        import paramiko, flask
        channel = transport.open_session()
        """
    )


def test_both_sides():
    untouched(
        """\
        from flask import current_app as app
        if hasattr(app, "session_interface"):
            save = app.session_interface.save_session
        else:
            save = app.save_session
        """
    )


def test_the_interface_itself():
    untouched(
        """\
        from flask import current_app
        current_app.session_interface.save_session(current_app, a, b)
        """
    )


def test_own_method():
    untouched(
        """\
        from flask import Flask
        class Shop(Flask):
            def save_session(self, session, response):
                pass
        Shop(__name__).save_session(a, b)
        """
    )
