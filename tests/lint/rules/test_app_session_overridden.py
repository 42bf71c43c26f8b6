from helpers import findings, fixed, reported, untouched


def test_module_level_application():
    fixed(
        """\
        import flask

        class Shop(flask.Flask):
            def save_session(self, session, response):
                store(session)

        app = Shop("shop")
        """,
        """\
        import flask
        from sessioncompat import adopt_hooks

        class Shop(flask.Flask):
            def save_session(self, session, response):
                store(session)

        app = Shop("shop")
        adopt_hooks(app)
        """,
    )


def test_made_elsewhere():
    reported(
        """\
        from flask import Flask

        class Shop(Flask):
            def open_session(self, request):
                return load(request)
        """,
        "adopt_hooks",
    )


def test_base_in_another_file(tmp_path):
    (tmp_path / "base.py").write_text("from flask import Flask\nclass Base(Flask): pass\n")
    code = "from .base import Base\nclass Shop(Base):\n    def open_session(self, request): pass\n"

    assert findings(code, path=str(tmp_path / "shop.py"))


def test_session_interface():
    untouched(
        """\
        from flask.sessions import SessionInterface

        class Sessions(SessionInterface):
            def open_session(self, app, request):
                pass
        """
    )


def test_unrelated_class():
    untouched(
        """\
        import flask

        class Store:
            def open_session(self, request):
                pass
        """
    )
