from helpers import reported, untouched

CODE = """\
    from flask.sessions import SessionInterface

    class Sessions(SessionInterface):
        def save_session(self, app, session, response):
            {}
            response.set_cookie("a", session.sid)
    """


def test_always():
    reported(CODE.format("store(session)"), "should_set_cookie")


def test_asked():
    untouched(CODE.format("if not self.should_set_cookie(app, session): return"))


def test_modified():
    untouched(CODE.format("if not session.modified: return"))


def test_range():
    untouched(CODE.format("pass"), flask="<0.11")
