from helpers import reported, untouched


def test_class():
    reported(
        """\
        from flask.sessions import SecureCookieSession
        SecureCookieSession.load_cookie(request, "session", secret_key="a")
        """,
        "get_signing_serializer",
    )


def test_save_hook():
    reported(
        """\
        import flask
        class Shop(flask.Flask):
            def save_session(self, session, response):
                session.save_cookie(response)
        """
    )


def test_own_session_class():
    untouched(
        """\
        from flask.sessions import SessionInterface, SessionMixin
        class S(dict, SessionMixin):
            should_save = True
        class I(SessionInterface):
            def save_session(self, app, session, response):
                if session.should_save:
                    pass
        """
    )


def test_other_serializers():
    untouched("from flask import session\nform.serialize()\nmodel.session.serialize()\n")


def test_range():
    untouched("from flask import session\nsession.serialize()\n", flask="<0.10")


def test_inherited_by_a_class_of_ones_own():
    reported(
        """\
        import flask

        class Session(flask.Session):
            def serialize(self, expires=None):
                return super(Session, self).serialize(expires)

        def open_session(request):
            return Session.load_cookie(request, "sid", secret_key="key")
        """,
        "`super(Session, self).serialize`",
        "`Session.load_cookie`",
    )


def test_defined_by_a_class_of_ones_own():
    untouched(
        """\
        from flask.sessions import SecureCookieSession

        class Session(SecureCookieSession):
            @classmethod
            def load_cookie(cls, request, name):
                return cls()

        session = Session.load_cookie(None, "sid")
        """
    )
