import pytest
from helpers import fixed, reported, untouched

CODE = """\
    {}

    class Sessions(SessionInterface):
        def save_session(self, app, session, response):
            if not self.should_set_cookie(app, session):
                return
    """


def test_import_is_split():
    fixed(
        CODE.format("from flask.sessions import SessionInterface, SessionMixin"),
        CODE.format(
            "from flask.sessions import SessionMixin\n    from sessioncompat import SessionInterface"
        ),
        flask=">=0.10",
    )


def test_alias():
    fixed(
        CODE.format("from flask.sessions import SessionInterface as SessionInterface"),
        CODE.format("from sessioncompat import SessionInterface as SessionInterface"),
        flask=">=0.10",
    )


def test_module():
    reported(
        """\
        import flask.sessions
        class S(flask.sessions.SessionInterface):
            def open_session(self, app, request):
                return self.get_cookie_name(app)
        """,
        "new in Flask 2.0",
        flask=">=1.0",
    )


def test_high_floor():
    untouched(CODE.format("from flask.sessions import SessionInterface"), flask=">=0.11")


def test_no_floor():
    untouched(CODE.format("from flask.sessions import SessionInterface"), flask="<2")


def test_own_method():
    untouched(
        """\
        from flask.sessions import SessionInterface
        class S(SessionInterface):
            def get_cookie_name(self, app):
                return "a"
            def open_session(self, app, request):
                return self.get_cookie_name(app)
        """,
        flask=">=1.0",
    )


def test_probed():
    untouched(
        """\
        from flask.sessions import SessionInterface
        class S(SessionInterface):
            same_site = hasattr(SessionInterface, "get_cookie_samesite")
            def save_session(self, app, session, response):
                if hasattr(self, "get_cookie_samesite"):
                    x = self.get_cookie_samesite(app)
        """,
        flask=">=0.12",
    )


OVERRIDE = """\
    {}

    class Sessions(SessionInterface):
        def save_session(self, app, session, response):
            response.set_cookie("sid", session.sid, samesite={})

        def get_cookie_samesite(self, app):
            return "None" if app.embedded else super({}).get_cookie_samesite(app)
    """


@pytest.mark.parametrize("arguments", ["", "Sessions, self"])
def test_override_asks_super(arguments):
    fixed(
        OVERRIDE.format(
            "from flask.sessions import SessionInterface", "self.get_cookie_samesite(app)", arguments
        ),
        OVERRIDE.format(
            "from sessioncompat import SessionInterface", "self.get_cookie_samesite(app)", arguments
        ),
        flask=">=0.12",
    )


def test_another_method_asks_super():
    reported(
        """\
        from flask.sessions import SecureCookieSessionInterface
        class S(SecureCookieSessionInterface):
            def save_session(self, app, session, response):
                name = super().get_cookie_name(app)
        """,
        "new in Flask 2.0",
        flask=">=1.0",
    )


def test_override_that_only_flask_calls():
    untouched(
        OVERRIDE.format("from flask.sessions import SessionInterface", '"Lax"', ""), flask=">=0.12"
    )


def test_super_is_somebody_elses():
    untouched(
        """\
        from flask.sessions import SessionInterface
        from elsewhere import WithName
        class S(WithName, SessionInterface):
            def open_session(self, app, request):
                return super().get_cookie_name(app)
        """,
        flask=">=1.0",
    )


def test_super_is_guarded():
    untouched(
        """\
        from flask.sessions import SessionInterface
        class S(SessionInterface):
            def open_session(self, app, request):
                try:
                    return super().get_cookie_name(app)
                except AttributeError:
                    return app.session_cookie_name
        """,
        flask=">=1.0",
    )
