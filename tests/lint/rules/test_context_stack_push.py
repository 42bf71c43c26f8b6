from helpers import fixed, reported, untouched


def test_push():
    fixed(
        """\
        import flask
        flask._request_ctx_stack.push(ctx)
        """,
        """\
        import flask
        ctx.push()
        """,
    )


def test_push_of_an_expression():
    fixed(
        """\
        from flask import Flask, _app_ctx_stack
        app = Flask("a")
        _app_ctx_stack.push(app.app_context())
        """,
        """\
        from flask import Flask, _app_ctx_stack
        app = Flask("a")
        app.app_context().push()
        """,
    )


def test_through_a_variable():
    reported(
        """\
        from flask.globals import _request_ctx_stack
        stack = _request_ctx_stack
        top = stack.pop()
        """,
        "Call `pop()` of the context",
    )


def test_alias():
    fixed(
        """\
        from flask import _request_ctx_stack as stack
        stack.push(ctx)
        """,
        """\
        from flask import _request_ctx_stack as stack
        ctx.push()
        """,
    )


def test_the_context_itself():
    untouched(
        """\
        from flask import Flask
        ctx = Flask("a").test_request_context()
        ctx.push()
        ctx.pop()
        """
    )


def test_a_stack_of_ones_own():
    untouched(
        """\
        from werkzeug.local import LocalStack
        _ctx_stack = LocalStack()
        _ctx_stack.push(1)
        """
    )


def test_top_is_read():
    untouched(
        """\
        from flask import _request_ctx_stack
        ctx = _request_ctx_stack.top
        """
    )


def test_older_range():
    untouched(
        """\
        from flask import _request_ctx_stack
        _request_ctx_stack.push(ctx)
        """,
        flask=">=0.9,<2.3",
    )


def test_hasattr():
    untouched(
        """\
        from flask import _request_ctx_stack
        if hasattr(_request_ctx_stack, "push"):
            _request_ctx_stack.push(ctx)
        else:
            ctx.push()
        """
    )


def test_push_and_pop():
    """
    A context that is pushed by its method, and popped from the stack, never ends.
    """
    reported(
        """\
        from flask import _request_ctx_stack
        _request_ctx_stack.push(ctx)
        _request_ctx_stack.pop()
        """,
        "Call `push()`",
        "Call `pop()`",
    )
