from helpers import reported, untouched


def test_module():
    reported("from flask import sessions\nsessions._tag(1)\n")


def test_other_tag():
    untouched("from shop.sessions import _tag\n_tag(1)\n")


def test_guarded():
    untouched("try:\n    from flask.sessions import _tag\nexcept ImportError:\n    _tag = None\n")
