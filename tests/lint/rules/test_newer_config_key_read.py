import pytest
from helpers import fixed, reported, untouched

CODE = """\
    from flask.sessions import SessionInterface

    class Sessions(SessionInterface):
        def save_session(self, app, session, response):
            response.set_cookie("sid", session.sid, samesite={})
    """
READ = 'app.config["SESSION_COOKIE_SAMESITE"]'


def test_where_a_cookie_is_set():
    fixed(CODE.format(READ), CODE.format('app.config.get("SESSION_COOKIE_SAMESITE")'), flask=">=0.12")


def test_current_app():
    fixed(
        """\
        from flask import current_app
        from flask.sessions import SecureCookieSessionInterface
        class S(SecureCookieSessionInterface):
            def keys(self):
                return current_app.config['SECRET_KEY_FALLBACKS'] or []
        """,
        """\
        from flask import current_app
        from flask.sessions import SecureCookieSessionInterface
        class S(SecureCookieSessionInterface):
            def keys(self):
                return current_app.config.get('SECRET_KEY_FALLBACKS') or []
        """,
        flask=">=2.0,<3.2",
    )


def test_refresh():
    fixed(
        """\
        from flask.sessions import SessionInterface
        class S(SessionInterface):
            def save_session(self, app, session, response):
                if app.config["SESSION_REFRESH_EACH_REQUEST"]:
                    self.store(session)
        """,
        """\
        from flask.sessions import SessionInterface
        class S(SessionInterface):
            def save_session(self, app, session, response):
                if app.config.get("SESSION_REFRESH_EACH_REQUEST", True):
                    self.store(session)
        """,
        flask=">=0.10",
    )


def test_compared():
    fixed(
        CODE.format(f'{READ} == "None"'),
        CODE.format('app.config.get("SESSION_COOKIE_SAMESITE") == "None"'),
        flask=">=0.12",
    )


def test_high_floor():
    untouched(CODE.format(READ), flask=">=1.0")


def test_no_floor():
    untouched(CODE.format(READ), flask="<1.0")


def test_asked_with_get():
    untouched(CODE.format('app.config.get("SESSION_COOKIE_SAMESITE")'), flask=">=0.12")


@pytest.mark.parametrize(
    "line",
    [
        'app.config.setdefault("SESSION_COOKIE_SAMESITE", None)',
        'app.config["SESSION_COOKIE_SAMESITE"] = None',
        "app.config.update(SESSION_COOKIE_SAMESITE=None)",
        'DEFAULTS = {"SESSION_COOKIE_SAMESITE": None}',
    ],
)
def test_set_in_the_file(line):
    untouched(CODE.format(READ) + f"\n    def init_app(app):\n        {line}\n", flask=">=0.12")


def test_set_in_the_package(tmp_path):
    package = tmp_path / "flask_stored"
    package.mkdir()
    (package / "__init__.py").write_text(
        'def init_app(app):\n    app.config.setdefault("SESSION_COOKIE_SAMESITE", None)\n'
    )

    untouched(CODE.format(READ), flask=">=0.12", path=str(package / "sessions.py"))


def test_asked_first():
    untouched(
        """\
        from flask.sessions import SessionInterface
        class S(SessionInterface):
            def save_session(self, app, session, response):
                if "SESSION_COOKIE_SAMESITE" in app.config:
                    response.set_cookie("sid", "1", samesite=app.config["SESSION_COOKIE_SAMESITE"])
        """,
        flask=">=0.12",
    )


def test_guarded():
    untouched(
        """\
        from flask.sessions import SessionInterface
        class S(SessionInterface):
            def get_cookie_samesite(self, app):
                try:
                    return app.config["SESSION_COOKIE_SAMESITE"]
                except KeyError:
                    return None
        """,
        flask=">=0.12",
    )


def test_application_reads_its_own():
    untouched(
        """\
        from flask import Flask
        app = Flask("a")
        app.config.from_pyfile("settings.py")
        same_site = app.config["SESSION_COOKIE_SAMESITE"]
        """,
        flask=">=0.12",
    )


def test_somebody_elses_interface():
    untouched(
        """\
        from quart.sessions import SessionInterface
        class S(SessionInterface):
            async def save_session(self, app, session, response):
                response.set_cookie("sid", "1", samesite=app.config["SESSION_COOKIE_SAMESITE"])
        """,
        flask=">=0.12",
    )


def test_somebody_elses_config():
    untouched(
        """\
        from flask.sessions import SessionInterface
        class S(SessionInterface):
            config = {}
            def save_session(self, app, session, response):
                return self.config["SESSION_COOKIE_SAMESITE"]
        """,
        flask=">=0.12",
    )


