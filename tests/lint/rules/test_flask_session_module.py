from helpers import fixed, reported, untouched


def test_both_names():
    fixed(
        "from flask.session import Session, _NullSession as Null\n",
        "from flask.sessions import SecureCookieSession as Session, NullSession as Null\n",
        flask=">=0.8,<3.2",
    )


def test_before_0_8():
    fixed(
        "from flask.session import Session\n",
        "from sessioncompat import SecureCookieSession as Session\n",
        flask=">=0.6,<3.2",
    )


def test_flask_session_was_meant():
    fixed(
        """\
        from flask import Flask
        from flask.session import Session
        app = Flask(__name__)
        Session(app)
        """,
        """\
        from flask import Flask
        from flask_session import Session
        app = Flask(__name__)
        Session(app)
        """,
    )


def test_module_import():
    reported("import flask.session\n", "SecureCookieSession")


def test_proxy():
    untouched("from flask import session\nsession['a'] = 1\n")


def test_guarded():
    untouched(
        """\
        try:
            from flask.sessions import SecureCookieSession
        except ImportError:
            from flask.session import Session as SecureCookieSession
        """
    )


def test_own_package():
    untouched("from shop.flask.session import Session\nfrom .flask.session import Session\n")
