"""The stack of Flask 2.3 is only there to be asked for its top."""

import flask
from claims import gone, has, make_app

needs = has("flask._request_ctx_stack")
works = ~gone("flask.globals._request_ctx_stack.push")
error = AttributeError
after = needs & has("flask.context-pushes-itself")


def does(page):
    ctx = make_app().test_request_context("/here")
    page.enter(ctx)
    try:
        return flask.request.path == "/here"
    finally:
        leave(ctx)


def leave(ctx):
    """Pop a context in its own way, and from the stack where it was not pushed in that way."""
    try:
        ctx.pop()
    except (AttributeError, IndexError, LookupError):
        flask._request_ctx_stack.pop()
