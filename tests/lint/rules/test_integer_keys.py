from helpers import reported, untouched


def test_one_of_many():
    reported("from flask import session\nsession['a'] = {'x': 1, 2: 3}\n", "`2`")


def test_text_keys():
    untouched("from flask import session\nsession['a'] = {'1': 2}\n")


def test_other_session():
    untouched("from shop import session\nimport flask\nsession['a'] = {1: 2}\n")
