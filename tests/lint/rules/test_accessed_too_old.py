from helpers import fixed, untouched


def test_quotes():
    fixed(
        "from flask import session\nif session.accessed: print('a')\n",
        "from flask import session\nif getattr(session, 'accessed', True): print('a')\n",
        flask=">=0.12",
    )


def test_own_class():
    untouched("from shop import session\nimport flask\nsession.accessed\n", flask=">=0.12")


def test_floor():
    untouched("from flask import session\nsession.accessed\n", flask=">=1.0")
