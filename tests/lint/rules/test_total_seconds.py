from helpers import fixed, reported, untouched


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
