"""
The session of the running context.

Flask kept it on ``_request_ctx_stack.top`` until 2.1 and on ``request_ctx``
from 2.2, made it read-only in 3.1.3 and merged the contexts in 3.2. Code that
lives outside the request cycle, such as a Socket.IO server, needs to read,
replace and fork it all the same.
"""

import copy

from .features import has
from .sessions import SessionMixin

__all__ = [
    "ForkedSession",
    "fork_session",
    "get_app_context",
    "get_context",
    "get_session",
    "set_session",
]

if has("flask.ctx.AppContext.session"):
    from flask.globals import app_ctx

    def _running_context():
        return app_ctx._get_current_object() if app_ctx and app_ctx.has_request else None

elif has("flask.globals.request_ctx"):
    from flask.globals import request_ctx

    def _running_context():
        return request_ctx._get_current_object() if request_ctx else None

else:
    from flask import _request_ctx_stack

    def _running_context():
        return _request_ctx_stack.top


if has("flask.globals.app_ctx"):
    from flask.globals import app_ctx as _app_ctx

    def _running_app_context():
        return _app_ctx._get_current_object() if _app_ctx else None

elif has("flask._app_ctx_stack"):
    from flask import _app_ctx_stack

    def _running_app_context():
        return _app_ctx_stack.top

else:
    _running_app_context = _running_context


def get_context():
    """
    Return the context of the running request, or None where there is none.

    It is what ``_request_ctx_stack.top`` was until Flask 2.2: the object that
    code has kept its own attributes on, under whatever name Flask has for it.
    """
    return _running_context()


def get_app_context():
    """
    Return the running application context, or None where there is none.

    It is what ``_app_ctx_stack.top`` was from Flask 0.9 until 2.2. Before 0.9
    only requests had an application, and theirs is the context returned.
    """
    return _running_app_context()


class ForkedSession(dict, SessionMixin):
    """A session's data on its own: nothing saves it, and nothing it does is seen."""


def get_session():
    """
    Return the session of the running context: the object, not the proxy.

    :raises RuntimeError: outside a request.
    """
    # Not sooner: importing sessioncompat is to cost next to nothing.
    from . import accessed

    session = _context_for("get_session").session
    if not accessed.NOTICED_BY_FLASK:
        accessed.see(session)
    return session


def set_session(session):
    """
    Replace the session of the running context.

    ``flask.session`` is the new one from here on, and the end of the request
    saves it in place of the old.

    :param session: what the application's session interface can save.
    :raises RuntimeError: outside a request.
    """
    from . import accessed, completed

    ctx = _context_for("set_session")
    if accessed.NOTICED_BY_FLASK:
        # Private, and the only way: ctx.session is read-only since 3.1.3.
        ctx._session = session
    else:
        if completed.is_complete(getattr(ctx.app, "session_interface", None)):
            accessed.watch(session)
        ctx.session = session


def fork_session():
    """
    Return a copy of the running session that goes its own way.

    Changes to the copy, also deep inside its values, do not reach the
    original, and the other way round. It is a ``dict`` with
    :class:`SessionMixin`, and can be passed to :func:`set_session`.

    :raises RuntimeError: outside a request.
    """
    return ForkedSession(copy.deepcopy(dict(get_session())))


def _context_for(caller):
    ctx = _running_context()
    if ctx is None:
        raise RuntimeError(
            "%s() needs a running request, and there is none. Call it while a"
            " request is handled, or inside `with app.test_request_context():`." % caller
        )
    return ctx
