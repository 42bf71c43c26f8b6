from helpers import fixed, reported, untouched


def test_sessions():
    fixed(
        "from flask.sessions import SessionMixin\n",
        "from sessioncompat import SessionMixin\n",
        flask=">=0.5",
    )


def test_other_names():
    reported("from flask.json.tag import JSONTag\n", "new in Flask 1.0", flask=">=0.12")


def test_mixed():
    reported(
        "from flask.sessions import SessionMixin, SecureCookieSessionInterface\n", flask=">=0.7"
    )


def test_floor():
    untouched("from flask.sessions import SessionMixin\n", flask=">=0.8")


def test_guarded():
    untouched(
        """\
        try:
            from flask.sessions import SessionMixin
        except ImportError:
            SessionMixin = object
        """,
        flask=">=0.5",
    )


def test_somebody_elses():
    untouched("from shop.models import SessionMixin\n", flask=">=0.5")


def test_context_is_asked_for():
    code = """\
        from flask import has_app_context, has_request_context
        """

    reported(code, "new in Flask 0.9", "new in Flask 0.7", flask=">=0.6")
    untouched(code, flask=">=0.9")


def test_context_is_asked_for_if_possible():
    untouched(
        """\
        try:
            from flask import has_app_context
        except ImportError:
            has_app_context = None
        """,
        flask=">=0.8",
    )
