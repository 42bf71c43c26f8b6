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
