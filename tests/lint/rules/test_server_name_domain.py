from helpers import reported, untouched

from sessioncompat.lint.finding import Sure

HEAD = "from flask import Flask\napp = Flask('a')\n"


def test_update():
    reported(HEAD + "app.config.update(SERVER_NAME='shop.example.com:5000')\n", "'shop.example.com'")


def test_host_without_dots():
    untouched(HEAD + "app.config['SERVER_NAME'] = 'localhost:5000'\n")


def test_address():
    untouched(HEAD + "app.config['SERVER_NAME'] = '127.0.0.1:5000'\n")


def test_domain_is_set():
    untouched(
        HEAD + "app.config['SERVER_NAME'] = 'a.b'\napp.config['SESSION_COOKIE_DOMAIN'] = 'a.b'\n"
    )


def test_wsgi_environment():
    untouched("import flask\nenviron = {}\nenviron['SERVER_NAME'] = 'example.com'\n")


def test_from_mapping():
    reported(HEAD + "app.config.from_mapping(SECRET_KEY='a', SERVER_NAME='example.com')\n")


def test_class_of_settings():
    reported(
        """\
        class ProductionConfig(Config):
            SECRET_KEY = "a"
            SERVER_NAME = "example.com"
        """,
        sure=Sure.LIKELY,
    )


def test_file_of_settings():
    reported("SESSION_COOKIE_SECURE = True\nSERVER_NAME = 'example.com'\n", path="settings.py")


def test_file_of_something_else():
    untouched("SECRET_KEY = 'a'\nSERVER_NAME = 'example.com'\n", path="mail.py")


def test_settings_without_a_key_of_flask():
    untouched("SERVER_NAME = 'example.com'\nMAIL = 1\n", path="config.py")


def test_settings_of_django():
    untouched(
        "INSTALLED_APPS = []\nSECRET_KEY = 'a'\nSERVER_NAME = 'example.com'\n", path="settings.py"
    )


def test_settings_that_are_computed():
    untouched(
        "import os\nSECRET_KEY = 'a'\nSERVER_NAME = os.environ['SERVER_NAME']\n", path="config.py"
    )


def test_local_variable():
    untouched(
        """\
        SECRET_KEY = "a"

        def url():
            SERVER_NAME = "example.com"
            return SERVER_NAME
        """,
        path="config.py",
    )
