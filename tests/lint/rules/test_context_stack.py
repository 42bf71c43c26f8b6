import pytest
from helpers import fixed, reported, untouched


def test_merged_and_kept():
    fixed(
        """\
        from flask import Flask, _request_ctx_stack, request

        def path():
            return _request_ctx_stack.top.request.path
        """,
        """\
        from flask import Flask, request
        from flask.globals import request_ctx

        def path():
            return request_ctx.request.path
        """,
        flask=">=2.2,<3.2",
    )


def test_app_stack_in_parentheses():
    fixed(
        """\
        from flask import (
            _app_ctx_stack,
            current_app,
        )
        _app_ctx_stack.top.db = 1
        """,
        """\
        from flask import current_app
        from flask.globals import app_ctx
        app_ctx.db = 1
        """,
        flask=">=2.2",
    )


def test_top_is_kept():
    """
    What was None without a context is None again.
    """
    fixed(
        """\
        from flask import _request_ctx_stack
        ctx = _request_ctx_stack.top
        """,
        """\
        from sessioncompat.context import get_context
        ctx = get_context()
        """,
    )


def test_older_range():
    fixed(
        """\
        from flask import _app_ctx_stack, g
        _app_ctx_stack.top.db = 1
        """,
        """\
        from flask import g
        from sessioncompat.context import get_app_context
        get_app_context().db = 1
        """,
        flask=">=0.12,<3.2",
    )


def test_compared_and_asked():
    fixed(
        """\
        from flask import _request_ctx_stack, has_request_context

        def user():
            if _request_ctx_stack.top is None:
                return None
            return getattr(_request_ctx_stack.top, "user", None)
        """,
        """\
        from flask import has_request_context
        from sessioncompat.context import get_context

        def user():
            if get_context() is None:
                return None
            return getattr(get_context(), "user", None)
        """,
        flask=">=0.10,<3.2",
    )


def test_in_a_package():
    """
    A name with an underscore is nobody's to import from there.
    """
    fixed(
        """\
        from flask import _request_ctx_stack
        _request_ctx_stack.top.db = 1
        """,
        """\
        from sessioncompat.context import get_context
        get_context().db = 1
        """,
        flask=">=0.10,<3.2",
        path="shop/__init__.py",
    )


def test_pushed():
    reported(
        """\
        from flask import _request_ctx_stack
        _request_ctx_stack.push(ctx)
        """,
        "get_context",
        flask=">=0.10,<3.2",
    )


def test_the_session_is_put_on_it():
    """
    That is another rule's, and has to come first.
    """
    reported(
        """\
        from flask import _request_ctx_stack
        _request_ctx_stack.top.session = mine
        """,
        flask=">=0.10,<3.2",
    )


def test_the_session_is_read():
    fixed(
        """\
        from flask import _request_ctx_stack
        _request_ctx_stack.top.session.modified = True
        """,
        """\
        from sessioncompat.context import get_context
        get_context().session.modified = True
        """,
        flask=">=0.10,<3.2",
    )


def test_the_name_is_taken():
    reported(
        """\
        from flask import _request_ctx_stack
        def get_context():
            return _request_ctx_stack.top
        """,
        flask=">=0.10,<3.2",
    )


def test_attribute_of_the_module():
    reported(
        """\
        import flask
        ctx = flask._request_ctx_stack.top
        """
    )


def test_comment_inside():
    reported(
        """\
        from flask import (
            _app_ctx_stack,  # the old one
            current_app,
        )
        _app_ctx_stack.top.db = 1
        """,
        flask=">=2.2",
    )


def test_fallback():
    untouched(
        """\
        try:
            from flask.globals import request_ctx
        except ImportError:
            from flask import _request_ctx_stack
        """
    )


def test_fallback_the_other_way():
    untouched(
        """\
        try:
            from flask import _app_ctx_stack as stack
        except ImportError:
            stack = None
        """
    )


def test_type_checking():
    untouched(
        """\
        from typing import TYPE_CHECKING
        if TYPE_CHECKING:
            from flask import _request_ctx_stack
        """
    )


def test_version_info():
    untouched(
        """\
        import flask
        FLASK_VERSION = tuple(int(n) for n in get_version("flask").split(".")[:2])
        if FLASK_VERSION < (2, 2):
            top = flask._request_ctx_stack.top
        """
    )


def test_suppressed():
    untouched(
        """\
        from contextlib import suppress
        with suppress(ImportError):
            from flask import _request_ctx_stack
        """
    )


def test_own_stack():
    untouched(
        """\
        from .globals import _request_ctx_stack
        import quart
        quart._request_ctx_stack.top
        """
    )


def test_old_range():
    untouched("from flask import _request_ctx_stack\n", flask=">=1.0,<3.0")


FALLBACK = """\
    try:
        from flask import {} as stack
    except ImportError:
        from flask import _request_ctx_stack as stack
    """


def test_fallback_that_went_with_what_it_is_for():
    reported(FALLBACK.format("_app_ctx_stack"), "gone in Flask 3.0")


def test_fallback_that_is_there_where_it_is_needed():
    untouched(
        """\
        try:
            from flask.globals import request_ctx
        except ImportError:
            from flask import _request_ctx_stack
        """,
        flask=">=0.9,<3.2",
    )


def test_fallback_for_something_unknown():
    untouched(FALLBACK.format("stack"))


def test_fallback_of_a_range_that_has_it():
    untouched(FALLBACK.format("_app_ctx_stack"), flask=">=0.8,<3.0")


@pytest.mark.parametrize("module", ["app", "ctx", "helpers", "templating", "testing"])
def test_from_a_module_that_used_it(module):
    """
    Modules of Flask imported the stacks for themselves.
    """
    fixed(
        f"from flask.{module} import _request_ctx_stack\na = _request_ctx_stack.top\n",
        "from sessioncompat.context import get_context\na = get_context()\n",
    )


def test_from_a_module_of_ones_own():
    untouched("from flask_shop.ctx import _request_ctx_stack\na = _request_ctx_stack.top\n")


NOTHING = """\
    flask = None
    try:
        import flask
        from flask.globals import _app_ctx_stack, _request_ctx_stack
    except ImportError:
        {}

    def user():
        {}
    """


def test_nothing_in_its_place():
    """
    Without Flask 3's name, and without one instead, what comes later is a NameError.
    """
    reported(NOTHING.format("pass", "return _request_ctx_stack.top"), "`_request_ctx_stack` is gone")


@pytest.mark.parametrize(
    "handler, use",
    [
        ("_request_ctx_stack = None", "return _request_ctx_stack.top"),
        ("raise", "return _request_ctx_stack.top"),
        ("pass", "return None"),
        ("pass", "return _request_ctx_stack.top if flask.__version__ < '2' else None"),
        ("pass", "try:\n            return _request_ctx_stack.top\n        except NameError: pass"),
    ],
)
def test_something_in_its_place(handler, use):
    untouched(NOTHING.format(handler, use))
