from helpers import reported, untouched

READ = """\
    from flask.sessions import SecureCookieSession
    session = SecureCookieSession({{"a": 1}})
    {}
    """


def test_read_after_a_look():
    reported(READ.format("session['a']\n    assert session.accessed"), "stays False")


def test_through_the_module():
    reported(
        """\
        import flask.sessions

        def test_look():
            mine = flask.sessions.SecureCookieSession()
            mine.get("a")
            assert mine.accessed is True
        """
    )


def test_before_it_changed():
    untouched(READ.format("assert session.accessed"), flask=">=1.0,<3.1.3")


def test_written():
    untouched(READ.format("session.accessed = False"))


def test_session_of_the_request():
    untouched(
        """\
        from flask import session
        print(session.accessed)
        """
    )


def test_class_of_its_own():
    untouched(
        """\
        from shop.sessions import SecureCookieSession
        session = SecureCookieSession()
        print(session.accessed)
        """
    )
