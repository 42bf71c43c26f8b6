from helpers import fixed, reported, untouched

CODE = """\
    from flask.sessions import SessionInterface
    from itsdangerous import Signer

    class Sessions(SessionInterface):
        def save_session(self, app, session, response):
            if self.use_signer:
                value = {}
            else:
                value = session.sid
            response.set_cookie(app.config["SESSION_COOKIE_NAME"], value, path="/", **self.more)
    """


def test_one_branch():
    fixed(
        CODE.format("self._get_signer(app).sign(session.sid)"),
        CODE.format('self._get_signer(app).sign(session.sid).decode("utf-8")'),
    )


def test_encoded():
    reported(CODE.format("session.sid.encode('utf-8')"), "bytes")


def test_literal():
    reported(
        """\
        from flask import make_response
        response = make_response("")
        response.set_cookie("a", b"b")
        """
    )


def test_decoded():
    untouched(CODE.format("Signer(app.secret_key).sign(session.sid).decode()"))


def test_decoded_on_the_next_line():
    untouched(CODE.format("Signer(app.secret_key).sign(session.sid)\n            value = value.decode()\n            x = 1"))


def test_decoded_in_the_same_branch():
    """
    What is replaced before the branch ends does not get out of it.
    """
    untouched(
        """\
        from flask.sessions import SessionInterface
        from itsdangerous import Signer

        class Sessions(SessionInterface):
            def save_session(self, app, session, response):
                if self.signs:
                    value = Signer(app.secret_key).sign(session.sid)
                    value = value.decode("utf-8")
                else:
                    value = session.sid
                response.set_cookie("session", value)
        """
    )


def test_dumps():
    untouched(CODE.format("self.serializer.dumps(dict(session))"))


def test_old_werkzeug():
    from sessioncompat.lint.engine import Linter
    from sessioncompat.lint.flaskrange import Range
    from sessioncompat.lint.rules.bytes_cookie import rule
    from sessioncompat.lint.source import Source
    import textwrap

    target = Range({"flask": "<3", "werkzeug": "<3"}, "--flask")
    source = Source("a.py", textwrap.dedent(CODE.format("Signer(1).sign(2)")).encode())

    assert Linter([rule], target, strict=True).lint(source) == []


SIGNED = """\
    from flask import Response
    from itsdangerous import Signer

    def save(app, session, sign):
        response = Response()
        if sign:
            value = Signer(app.secret_key).sign(session.sid){}
            {}
        else:
            value = session.sid
        response.set_cookie("session", value)
    """


def test_in_one_branch():
    fixed(SIGNED.format("", "pass"), SIGNED.format('.decode("utf-8")', "pass"))


def test_decoded_in_the_same_branch():
    untouched(SIGNED.format("", "value = value.decode()"))
