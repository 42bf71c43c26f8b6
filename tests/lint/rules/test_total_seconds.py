from helpers import findings, fixed, reported, untouched


def test_kept_neighbours():
    fixed(
        """\
        from flask.helpers import locked_cached_property, total_seconds
        a = total_seconds(b - c)
        """,
        """\
        from flask.helpers import locked_cached_property
        a = int((b - c).total_seconds())
        """,
    )


def test_alias():
    fixed(
        """\
        import os
        from flask.sessions import total_seconds as ts
        a = ts(app.permanent_session_lifetime)
        """,
        """\
        import os
        a = int(app.permanent_session_lifetime.total_seconds())
        """,
    )


def test_passed_on():
    reported("from flask.helpers import total_seconds\nx = map(total_seconds, deltas)\n")


def test_exported():
    reported(
        "from flask.helpers import total_seconds\n__all__ = ['total_seconds']\ntotal_seconds(a)\n"
    )


def test_own_function():
    untouched("from ._utils import total_seconds\ntotal_seconds(a)\n")


def test_method():
    untouched("import flask.helpers\nx = delta.total_seconds()\n")


def test_range():
    untouched("from flask.helpers import total_seconds\n", flask="<2.1")


def test_attribute_of_the_module():
    fixed(
        """\
        import flask

        def age(app):
            return flask.helpers.total_seconds(
                app.permanent_session_lifetime
                )
        """,
        """\
        import flask

        def age(app):
            return int(app.permanent_session_lifetime.total_seconds())
        """,
    )


def test_attribute_of_the_imported_module():
    fixed(
        "from flask import sessions\na = sessions.total_seconds(b - c)\n",
        "from flask import sessions\na = int((b - c).total_seconds())\n",
    )


def test_attribute_that_is_passed_on():
    reported("import flask\nx = map(flask.helpers.total_seconds, deltas)\n")


def test_attribute_of_another_module():
    untouched("import flask\nfrom shop import helpers\nx = helpers.total_seconds(delta)\n")


def test_attribute_is_probed():
    untouched(
        "import flask\nif hasattr(flask.helpers, 'total_seconds'):\n"
        "    x = flask.helpers.total_seconds(delta)\n"
    )


def test_comment_in_the_call():
    reported("import flask\nx = flask.helpers.total_seconds(delta  # of the session\n)\n")


def test_attribute_of_an_alias():
    fixed(
        "import flask.helpers as h\na = h.total_seconds(b)\n",
        "import flask.helpers as h\na = int(b.total_seconds())\n",
    )


def test_beside_the_version_of_a_browser():
    assert findings(
        """\
        import flask

        def age(app):
            if flask.request.user_agent.version > "9":
                return flask.helpers.total_seconds(app.permanent_session_lifetime)
        """
    )
