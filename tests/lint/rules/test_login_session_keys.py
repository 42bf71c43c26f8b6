from helpers import reported, untouched


def test_read():
    reported("from flask import session\nimport flask_login\nx = session['user_id']\n")


def test_own_key():
    untouched(
        "from flask import session\nimport flask_login\nsession['user_id'] = 1\nx = session['user_id']\n"
    )


def test_no_login():
    untouched("from flask import session\nx = session['user_id']\n")


def test_other_mapping():
    untouched("from flask import session\nimport flask_login\nx = form['user_id']\n")
