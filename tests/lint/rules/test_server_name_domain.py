from helpers import reported, untouched

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
