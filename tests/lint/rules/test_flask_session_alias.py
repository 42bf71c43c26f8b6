from helpers import fixed, reported, untouched


def test_split():
    fixed(
        "from flask import Flask, Session\nisinstance(a, Session)\n",
        "from flask import Flask\nfrom flask.sessions import SecureCookieSession as Session\n"
        "isinstance(a, Session)\n",
    )


def test_the_extension():
    fixed(
        "from flask import Flask, Session\napp = Flask('a')\nSession(app)\n",
        "from flask import Flask\nfrom flask_session import Session\napp = Flask('a')\nSession(app)\n",
    )


def test_attribute():
    reported("import flask\nclass S(flask.Session): pass\n")


def test_other_sessions():
    untouched("from flask_session import Session\nfrom sqlalchemy.orm import Session as S\n")


def test_lower_case():
    untouched("from flask import session\n")


def test_range():
    untouched("from flask import Session\n", flask=">=0.6,<1.1")
