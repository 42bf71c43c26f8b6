from helpers import findings, fixed, reported, untouched


def test_sessions():
    fixed(
        "from werkzeug.contrib.sessions import Session\n",
        "from secure_cookie.session import Session\n",
        unsafe=True,
    )


def test_module():
    reported("from werkzeug.contrib import cache, fixers\n", "cachelib")


def test_other_contrib():
    untouched("from werkzeug.contrib.fixers import ProxyFix\n")


def test_other_package():
    untouched("from django.contrib.sessions import models\nimport werkzeug\n")


def test_guarded():
    untouched(
        "try:\n    from cachelib import FileSystemCache\nexcept ImportError:\n"
        "    from werkzeug.contrib.cache import FileSystemCache\n"
    )


def test_what_cachelib_does_not_have():
    """
    There is no cache of App Engine's any more, and importing it would fail.
    """
    code = "from werkzeug.contrib.cache import (SimpleCache,\n    GAEMemcachedCache)\n"
    [found] = findings(code)

    assert found.fix is None


FLAG = """\
    try:
        import {}
        FLAG = True
    except ImportError:
        FLAG = False

    if FLAG:
        from werkzeug.contrib.cache import SimpleCache
    """


def test_whether_there_is_something_else():
    """
    Whether there is Redis says nothing about Werkzeug.
    """
    reported(FLAG.format("redis"), "cachelib")


def test_whether_there_is_something_like_it():
    untouched(FLAG.format("cachelib"))
    untouched(FLAG.format("flask.json.provider"))


def test_another_error_than_that_of_an_import():
    untouched(FLAG.format("redis").replace("ImportError", "AttributeError"))
