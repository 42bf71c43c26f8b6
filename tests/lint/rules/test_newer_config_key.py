import pytest
from helpers import reported, untouched

from sessioncompat.lint.finding import Sure

HEAD = "from flask import Flask\napp = Flask('a')\n"
KEY = "SESSION_COOKIE_SAMESITE"


@pytest.mark.parametrize(
    "line",
    [
        "app.config['{}'] = 'Lax'",
        "app.config.setdefault('{}', 'Lax')",
        "app.config.update({}='Lax')",
        "app.config.update(SECRET_KEY='a', {}='Lax')",
        "app.config.from_mapping({}='Lax')",
        "app.config.update({{'{}': 'Lax'}})",
        "app.config.from_mapping({{'SECRET_KEY': 'a', '{}': 'Lax'}}, DEBUG=True)",
        "config = app.config\nconfig['{}'] = 'Lax'",
        "app.config['{}'] = lax()",
    ],
)
def test_every_way_to_set_it(line):
    reported(
        HEAD + line.format(KEY), f"`{KEY}` is new in Flask 1.0, and --flask allows 0.12",
        flask=">=0.12,<3", sure=Sure.PROVED,
    )  # fmt: skip
    untouched(HEAD + line.format(KEY), flask=">=1.0")


@pytest.mark.parametrize(
    "key, value, flask",
    [
        ("SECRET_KEY_FALLBACKS", "['old']", ">=3.0"),
        ("SESSION_COOKIE_PARTITIONED", "True", ">=1.0,<3.2"),
        ("SESSION_REFRESH_EACH_REQUEST", "False", ">=0.10"),
        ("SESSION_COOKIE_SECURE", "True", ">=0.7"),
        ("SESSION_COOKIE_HTTPONLY", "False", ">=0.7"),
    ],
)
def test_keys(key, value, flask):
    reported(HEAD + f"app.config['{key}'] = {value}\n", key, flask=flask)


@pytest.mark.parametrize(
    "key, value",
    [
        (KEY, "None"),
        ("SESSION_COOKIE_PARTITIONED", "False"),
        ("SECRET_KEY_FALLBACKS", "[]"),
        ("SESSION_REFRESH_EACH_REQUEST", "True"),
        ("SESSION_COOKIE_NAME", "'sid'"),
        ("PERMANENT_SESSION_LIFETIME", "9"),
    ],
)
def test_what_changes_nothing(key, value):
    untouched(HEAD + f"app.config['{key}'] = {value}\n", flask=">=0.10")


@pytest.mark.parametrize(
    "line",
    [
        "print(app.config['{}'])",
        "app.config.get('{}', 'Lax')",
        "{{}}['{}'] = 'Lax'",
        "other.config.update({}='Lax')",
        "app.config.update(dict(a={{'{}': 'Lax'}}))",
        "app.config.update(f({}='Lax'))",
        "app.config['{}'] == 'Lax'",
        "{} = 'Lax'",
    ],
)
def test_not_set(line):
    untouched(HEAD + line.format(KEY), flask=">=0.12")


def test_nobody_promised_an_older_one():
    untouched(HEAD + f"app.config['{KEY}'] = 'Lax'\n")
    untouched(HEAD + f"app.config['{KEY}'] = 'Lax'\n", flask="<3")


def test_where_sessioncompat_reads_it():
    untouched(
        "from flask import Flask\n"
        "from sessioncompat import SecureCookieSessionInterface, init_extension\n"
        f"app = Flask('a')\napp.config['{KEY}'] = 'Lax'\n"
        "init_extension(app, SecureCookieSessionInterface())\n",
        flask=">=0.12",
    )


def test_where_an_interface_may_read_it():
    untouched(
        HEAD + f"app.session_interface = Mine()\napp.config['{KEY}'] = 'Lax'\n", flask=">=0.12"
    )


def test_guarded():
    untouched(
        "import flask\napp = flask.Flask('a')\n"
        f"if flask_version >= (1, 0):\n    app.config['{KEY}'] = 'Lax'\n",
        flask=">=0.12",
    )
