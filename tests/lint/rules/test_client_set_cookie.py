from helpers import fixed, reported, untouched

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
