from helpers import reported, untouched


def test_attribute():
    reported(
        """\
        import flask
        OLD = flask.__version__ < "0.10"
        """,
        "compares text",
    )


def test_alias_on_the_right():
    reported(
        """\
        from flask import __version__ as flask_version
        if "0.7" <= flask_version:
            pass
        """
    )


def test_werkzeug():
    reported(
        """\
        import werkzeug
        NEW = werkzeug.__version__ >= "0.14"
        """
    )


def test_equal():
    untouched(
        """\
        import flask
        BROKEN = flask.__version__ == "2.0.0"
        """
    )


def test_tuple():
    untouched(
        """\
        import flask
        OLD = tuple(map(int, flask.__version__.split(".")[:2])) < (0, 10)
        """
    )


def test_parsed():
    untouched(
        """\
        import flask
        from packaging.version import Version
        OLD = Version(flask.__version__) < Version("0.10")
        """
    )


def test_something_elses_version():
    untouched(
        """\
        import flask
        import shop
        OLD = shop.__version__ < "0.10"
        """
    )
