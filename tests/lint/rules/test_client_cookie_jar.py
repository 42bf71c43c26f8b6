from helpers import reported, untouched

from sessioncompat.lint.finding import Sure


def test_fixture():
    reported(
        """\
        import flask
        import pytest

        @pytest.fixture
        def browser():
            app = flask.Flask("a")
            with app.test_client() as client:
                yield client

        def test(browser):
            assert browser.cookie_jar
        """,
        sure=Sure.PROVED,
    )


def test_unknown_client():
    reported("import flask\ndef test(client):\n    client.cookie_jar\n", sure=Sure.LIKELY)


def test_requests():
    untouched("import flask\nimport aiohttp\nclient.cookie_jar.clear()\n")


def test_own_attribute():
    untouched(
        """\
        import flask
        class Browser(flask.testing.FlaskClient):
            cookie_jar = None
            def jar(self):
                return self.cookie_jar
        """
    )


def test_probed():
    untouched(
        "import flask\ndef test(client):\n    if hasattr(client, 'get_cookie'):\n        pass\n"
        "    else:\n        client.cookie_jar\n"
    )


JAR = """\
    from werkzeug.test import EnvironBuilder

    class Client:
        def connect(self, environ):
            {}
    """


def test_what_only_werkzeugs_jar_can():
    reported(JAR.format("self.flask_test_client.cookie_jar.inject_wsgi(environ)"))


def test_asks_for_the_method_that_followed():
    untouched(
        JAR.format(
            "if hasattr(self.tests, '_add_cookies_to_wsgi'):\n"
            "                self.tests._add_cookies_to_wsgi(environ)\n"
            "            else:\n"
            "                self.tests.cookie_jar.inject_wsgi(environ)"
        )
    )


def test_jar_of_a_browser():
    untouched(JAR.format("self.browser.cookie_jar.clear()"))


def test_fixture_of_a_file_about_flask(tmp_path):
    (tmp_path / "conftest.py").write_text("from flask import Flask\n")

    reported(
        """\
        def test_login(client):
            client.cookie_jar.clear_session_cookies()
        """,
        path=str(tmp_path / "test_login.py"),
    )


def test_fixture_of_a_file_about_something_else(tmp_path):
    (tmp_path / "conftest.py").write_text("from shop import Shop\n")

    untouched(
        """\
        def test_login(client):
            client.cookie_jar.clear_session_cookies()
        """,
        path=str(tmp_path / "test_login.py"),
    )


DRIVER = """\
    class Cookies:
        def __init__(self, browser):
            self.browser = browser

        def clear(self):
            {}.cookie_jar.clear()

    class Driver:
        name = "flask"

        def __init__(self, app):
            self.cookies = Cookies(app.{}())
    """


def test_through_a_class():
    reported(DRIVER.format("self.browser", "test_client"), sure=Sure.LIKELY)


def test_jar_of_a_class_of_ones_own():
    untouched(DRIVER.format("self", "test_client"))


def test_of_another_maker():
    untouched(DRIVER.format("self.browser", "browser"))
