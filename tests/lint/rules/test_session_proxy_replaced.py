from helpers import reported, untouched


def test_import():
    reported("import flask.session\n", "proxy", flask=">=0.7,<2")


def test_fallback():
    untouched(
        "try:\n    import flask.sessions\nexcept ImportError:\n    import flask.session\n",
        flask=">=0.7,<2",
    )


def test_range():
    untouched("import flask.session\n", flask="<0.8")
