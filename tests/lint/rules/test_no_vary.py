from helpers import fixed, reported, untouched

CODE = """\
    from flask.sessions import SessionInterface

    class Sessions(SessionInterface):
        def save_session(self, app, sess, resp):
            '''Keeps it.'''
    {}        store(sess)
    """


def test_after_the_docstring():
    fixed(
        CODE.format(""),
        CODE.format(
            "        if getattr(sess, 'accessed', True):\n"
            "                resp.vary.add('Cookie')\n    "
        ),
        unsafe=True,
    )


def test_duck_typed():
    reported(
        """\
        import flask
        class Sessions(object):
            def open_session(self, app, request):
                return load()
            def save_session(self, app, session, response):
                store(session)
        """,
        "Vary: Cookie",
    )


def test_says_it():
    untouched(CODE.format("        resp.headers.add('Vary', 'Cookie')\n    "))


def test_super():
    untouched(CODE.format("        super().save_session(app, sess, resp)\n    "))


def test_does_nothing():
    untouched(
        """\
        from flask.sessions import SessionInterface
        class Null(SessionInterface):
            def open_session(self, app, request):
                return None
            def save_session(self, app, session, response):
                pass
        """
    )


def test_not_an_interface():
    untouched(
        """\
        import flask
        class Store:
            def save_session(self, app, session, response):
                store(session)
        """
    )


def test_returns():
    untouched(
        """\
        from flask.sessions import SecureCookieSessionInterface
        class Tokens(SecureCookieSessionInterface):
            def save_session(self, *args, **kwargs):
                '''Never.'''
                return
        """
    )


URL = """\
    from flask.sessions import SecureCookieSession, SecureCookieSessionInterface

    class Gopher(SecureCookieSessionInterface):
        def open_session(self, app, request):
            return SecureCookieSession(load(request.{}))

        def save_session(self, app, session, response):
            response.data += dump(session)
    """


def test_session_in_the_url():
    untouched(URL.format("args['_session']"))


def test_session_in_the_url_or_a_cookie():
    reported(URL.format("args.get('s') or request.cookies.get('s')"))


def test_no_fix_around_a_hole():
    reported(
        """\
        from flask.sessions import SessionInterface

        class Sessions(SessionInterface):
            def save_session(self, app, session, response):
                keep this = = session
                store(session)
        """
    )
