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


SAVE = """\
    from flask.sessions import SessionInterface

    class Sessions(SessionInterface):
        def save_session(self, app, session, response):
            {}
            response.set_cookie("sid", session.sid)
    """


def test_guard_in_a_comment():
    reported(SAVE.format("# if not self.should_set_cookie(app, session): return"))


def test_only_an_empty_session_is_let_off():
    reported(
        SAVE.format(
            "if not session:\n"
            "                if session.modified:\n"
            "                    response.delete_cookie('sid')\n"
            "                return"
        )
    )


def test_no_id():
    reported(SAVE.format("if not session.sid: return"))


def test_leaves_where_nothing_changed():
    untouched(SAVE.format("if not session.modified: return"))


def test_another_id():
    untouched(
        """\
        from flask.sessions import SessionInterface

        class Sessions(SessionInterface):
            def save_session(self, app, session, response):
                if session.should_save:
                    self.store(session)
                    if session.sid != self.sid_of(app):
                        response.set_cookie("sid", session.sid)
        """
    )


def test_asks_a_method_of_its_own():
    untouched(SAVE.format("if not self.changed(session): return"))


HEADER = """\
    from flask.sessions import SessionInterface

    class Sessions(SessionInterface):
        def __init__(self, use_header=False):
            self.use_header = use_header

        def open_session(self, app, request):
            {}

        def save_session(self, app, session, response):
            if self.use_header:
                response.headers["X-Session"] = session.sid
            else:
                response.set_cookie("sid", session.sid)
    """


def test_a_setting_is_no_guard():
    """
    What only __init__ sets is the same for every request.
    """
    reported(HEADER.format("return {}"), "should_set_cookie")


def test_what_a_request_sets_is_a_guard():
    untouched(HEADER.format("self.use_header = 'X-Session' in request.headers"))


def test_a_setting_and_more():
    untouched(HEADER.format("return {}").replace("else:", "elif session.modified:"))
