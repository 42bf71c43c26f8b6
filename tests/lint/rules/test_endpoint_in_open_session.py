from helpers import reported, untouched

INTERFACE = """\
    from flask.sessions import SessionInterface

    class Sessions(SessionInterface):
        def {}(self, app, request{}):
            {}
    """


def test_url_rule():
    reported(INTERFACE.format("open_session", "", "return request.url_rule"), "is `None` here")


def test_parameters_of_other_names():
    reported(
        """\
        import flask

        class Sessions(flask.sessions.SecureCookieSessionInterface):
            def open_session(self, application, req):
                if (req.blueprint or "") == "api":
                    return None
        """,
        "`req.blueprint`",
    )


def test_duck_typed():
    reported(
        """\
        from flask import Flask

        class Sessions(object):
            def open_session(self, app, request):
                return load(request.view_args)

            def save_session(self, app, session, response):
                pass
        """
    )


def test_while_it_was_known():
    untouched(
        INTERFACE.format("open_session", "", "return request.endpoint"), flask=">=0.8,<1.1"
    )


def test_known_when_saved():
    untouched(INTERFACE.format("save_session", ", response", "return flask.request.endpoint"))


def test_path():
    untouched(INTERFACE.format("open_session", "", "return request.path"))


def test_matches_by_itself():
    untouched(
        INTERFACE.format(
            "open_session",
            "",
            "app.create_url_adapter(request).match_request()\n            return request.endpoint",
        )
    )


def test_not_an_interface():
    untouched(
        """\
        import flask

        class Browser:
            def open_session(self, request):
                return request.endpoint
        """
    )
