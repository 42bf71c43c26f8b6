from helpers import reported, untouched


def test_name():
    reported("from flask import __version__ as v\nprint(v)\n")


def test_guarded():
    untouched("import flask\ntry:\n    v = flask.__version__\nexcept AttributeError:\n    v = None\n")


def test_other():
    untouched("import flask, shop\nprint(shop.__version__)\n__version__ = '1'\n")


def test_range():
    untouched("import flask\nprint(flask.__version__)\n", flask="<3")
