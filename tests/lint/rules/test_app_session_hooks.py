from helpers import fixed, untouched


def test_extension():
    fixed(
        """\
        from flask import request

        class Extension(object):
            def __init__(self, app=None):
                if app is not None:
                    self.init_app(app)

            def init_app(self, app):
                app.open_session = self.open
                app.save_session = lambda s, r: self.save(s, r)

            def open(self, request):
                pass
        """,
        """\
        from flask import request
        from sessioncompat import adopt_hooks

        class Extension(object):
            def __init__(self, app=None):
                if app is not None:
                    self.init_app(app)

            def init_app(self, app):
                app.open_session = self.open
                app.save_session = lambda s, r: self.save(s, r)
                adopt_hooks(app)

            def open(self, request):
                pass
        """,
    )


def test_last_line_without_an_end():
    fixed(
        b"from flask import Flask\napp = Flask(__name__)\napp.open_session = load",
        b"from flask import Flask\nfrom sessioncompat import adopt_hooks\n"
        b"app = Flask(__name__)\napp.open_session = load\nadopt_hooks(app)",
    )


def test_session_interface_for_newer_flask():
    untouched(
        """\
        from flask import Flask
        app = Flask(__name__)
        if not hasattr(app, "session_interface"):
            app.open_session = load
        else:
            app.session_interface = Sessions()
        """
    )


def test_adopted():
    untouched(
        """\
        from flask import Flask
        from sessioncompat import adopt_hooks
        app = Flask(__name__)
        app.open_session = load
        adopt_hooks(app)
        """
    )


def test_old_range():
    untouched(
        """\
        from flask import Flask
        app = Flask(__name__)
        app.open_session = load
        """,
        flask="==0.12.5",
    )


def test_somebody_elses_attribute():
    untouched(
        """\
        import flask
        client.open_session = load
        """
    )
