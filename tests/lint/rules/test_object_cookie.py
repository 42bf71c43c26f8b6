from helpers import fixed, reported, untouched

VIEW = """\
    import uuid
    from flask import make_response

    def view():
        response = make_response("ok")
        {}
        return response
    """


def test_in_the_call():
    fixed(
        VIEW.format("response.set_cookie('sid', uuid.uuid4())"),
        VIEW.format("response.set_cookie('sid', str(uuid.uuid4()))"),
    )


def test_in_a_variable():
    fixed(
        VIEW.format("sid = uuid.uuid1()\n        response.set_cookie('sid', value=sid)"),
        VIEW.format("sid = uuid.uuid1()\n        response.set_cookie('sid', value=str(sid))"),
    )


def test_imported_function():
    fixed(
        """\
        from uuid import uuid4 as new
        from flask.sessions import SessionInterface

        class Sessions(SessionInterface):
            def save_session(self, app, session, response):
                response.set_cookie("sid", new())
        """,
        """\
        from uuid import uuid4 as new
        from flask.sessions import SessionInterface

        class Sessions(SessionInterface):
            def save_session(self, app, session, response):
                response.set_cookie("sid", str(new()))
        """,
    )


def test_either_way():
    fixed(
        VIEW.format("sid = old if old else uuid.uuid4()\n        response.set_cookie('sid', sid)"),
        VIEW.format(
            "sid = old if old else uuid.uuid4()\n        response.set_cookie('sid', str(sid))"
        ),
    )


def test_text():
    untouched(VIEW.format("response.set_cookie('sid', str(uuid.uuid4()))"))


def test_hex():
    untouched(VIEW.format("response.set_cookie('sid', uuid.uuid4().hex)"))


def test_something_elses_cookie():
    untouched(
        """\
        import uuid
        from flask import Flask
        jar.set_cookie("sid", uuid.uuid4())
        """
    )


def test_function_of_that_name():
    untouched(
        """\
        from shop import uuid4
        from flask import make_response
        import uuid
        response = make_response("ok")
        response.set_cookie("sid", uuid4())
        """
    )
