import pytest
from helpers import fixed, reported, untouched

from sessioncompat.lint.finding import Sure
CODE = "from flask import Flask\nclient = Flask('a').test_client()\nclient.set_cookie({})\n"


def test_keywords_stay():
    fixed(
        CODE.format("'localhost', 'a', value, path='/'"),
        CODE.format("'a', value, domain='localhost', path='/'"),
        flask=">=3.0",
    )


def test_with_statement():
    fixed(
        "from flask import Flask\nwith Flask('a').test_client() as c:\n    c.set_cookie('h', 'a', 'b')\n",
        "from flask import Flask\nwith Flask('a').test_client() as c:\n    c.set_cookie('a', 'b', domain='h')\n",
        flask=">=3.0",
    )


def test_wide_range():
    reported(CODE.format("'localhost', 'a', 'b'"), flask=">=2.0")


def test_new_form():
    untouched(CODE.format("'a', 'b'") + CODE.format("'a', 'b', domain='localhost'"))


def test_response():
    untouched("from flask import make_response\nr = make_response('')\nr.set_cookie('a', 'b', 60)\n")


def test_splat():
    untouched(CODE.format("*cookie"))


DELETE = CODE.replace("set_cookie", "delete_cookie")


def test_deleted():
    fixed(
        DELETE.format("cookie.domain, cookie.name"),
        DELETE.format("cookie.name, domain=cookie.domain"),
        flask=">=3.0",
    )


def test_deleted_with_a_path():
    reported(DELETE.format("'localhost', 'a', '/'"), "`delete_cookie`", flask=">=3.0")


def test_deleted_in_the_new_form():
    untouched(DELETE.format("'a'") + DELETE.format("'a', domain='localhost', path='/'"))


def test_deleted_from_a_response():
    untouched("from flask import Response\nr = Response()\nr.delete_cookie('a', '/')\n")


def test_key_as_a_keyword():
    fixed(
        CODE.format("host, key='a', value='b'"),
        CODE.format("key='a', value='b', domain=host"),
        flask=">=3.0",
    )


def test_key_as_a_keyword_among_others():
    reported(
        """\
        from flask import current_app

        class RequestShim(object):
            def __init__(self, client):
                self.client = client

            def set_cookie(self, key, value="", *args, **kwargs):
                host = current_app.config["SERVER_NAME"] or "localhost"
                return self.client.set_cookie(host, key=key, value=value, *args, **kwargs)

            def delete_cookie(self, key, *args, **kwargs):
                return self.client.delete_cookie("localhost", key=key, *args, **kwargs)
        """,
        "domain=host",
        'domain="localhost"',
        flask=">=3.0",
        sure=Sure.LIKELY,
    )


def test_only_keywords():
    untouched(CODE.format("key='a', value='b'") + CODE.format("*cookie, key='a'"))


def test_key_of_something_else():
    untouched(CODE.format("get(key='a'), 'b'"))


DRIVER = """\
    class Cookies:
        def __init__(self, browser):
            self.browser = browser

        def add(self, key, value):
            self.browser.set_cookie({}, key, value)

    class Driver:
        name = "{}"

        def __init__(self, app):
            self.cookies = Cookies(app.test_client())
    """


def test_through_a_class():
    """
    Nobody else takes localhost before the key.
    """
    reported(DRIVER.format("'localhost'", "flask"), "domain='localhost'", sure=Sure.LIKELY)


@pytest.mark.parametrize("first, name", [("'localhost'", "shop"), ("key", "flask")])
def test_through_a_class_of_something_else(first, name):
    untouched(DRIVER.format(first, name))
