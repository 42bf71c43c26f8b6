"""
The stacks that contexts were kept on, and the session of a context.
"""

import threading

import flask.ctx
import flask.globals as context_globals

from ..features import has
from .restorations import Names
from .sessions import with_room

try:
    from contextvars import ContextVar
except ImportError:
    ContextVar = None

_MERGED = has("flask.ctx.AppContext.session")
CONTEXT = flask.ctx.AppContext if _MERGED else getattr(flask.ctx, "RequestContext", None)


class ContextStack(object):
    """
    ``_request_ctx_stack`` or ``_app_ctx_stack`` over today's context variables.

    :param variable: the context variable that Flask keeps such contexts in.
    :param is_one: says whether a context in the variable is of this stack.
    """

    def __init__(self, bridge, variable, is_one):
        self._bridge = bridge
        self._variable = variable
        self._is_one = is_one
        # What to call for each context that was pushed here, and not by itself.
        self._pops = ContextVar("sessioncompat.bridge.pops", default=())

    @property
    def top(self):
        """The running context, or None."""
        context = self._variable.get(None)
        return context if context is not None and self._is_one(context) else None

    def push(self, context):
        """
        Make a context the running one.

        One that does not run yet is pushed by Flask, which opens its session. One that
        runs elsewhere, as in another thread, is only made visible here: its end
        is the other's business.
        """
        self._bridge.used("flask.globals._request_ctx_stack.push")
        if hasattr(context, "push") and not _is_running(context):
            context.push()
            pop = context.pop
        else:
            pop = self._show(context)
        self._pops.set(self._pops.get() + (pop,))

    def pop(self):
        """Undo the last push, and return the context."""
        self._bridge.used("flask.globals._request_ctx_stack.push")
        context = self.top
        pops = self._pops.get()
        if pops:
            self._pops.set(pops[:-1])
            pops[-1]()
        elif context is not None:
            context.pop()
        return context

    def _show(self, context):
        """Put a context into the variable as it is, with its application's if there is none."""
        tokens = [(self._variable, self._variable.set(context))]
        app = getattr(context, "app", None)
        if not _MERGED and app is not None and context_globals._cv_app.get(None) is None:
            variable = context_globals._cv_app
            tokens.append((variable, variable.set(app.app_context())))

        def hide():
            for variable, token in reversed(tokens):
                variable.reset(token)

        return hide

    @property
    def __ident_func__(self):
        """What told contexts apart: the greenlet or the thread."""
        try:
            from greenlet import getcurrent
        except ImportError:
            return threading.get_ident
        return getcurrent


def _is_running(context):
    """Say whether a context is pushed somewhere: then Flask keeps the way back in it."""
    return bool(getattr(context, "_cv_tokens", None) or getattr(context, "_cv_token", None))


def restorations(bridge):
    """Return the stacks, where this Flask lacks them or what they could do."""
    if ContextVar is None or has("flask.globals._request_ctx_stack.push"):
        return []
    request = context_globals._cv_app if _MERGED else context_globals._cv_request
    request_stack = ContextStack(bridge, request, lambda context: getattr(context, "has_request", True))
    app_stack = ContextStack(bridge, context_globals._cv_app, lambda context: True)
    values = {"_request_ctx_stack": lambda: request_stack, "_app_ctx_stack": lambda: app_stack}
    names = [Names("flask", values), Names("flask.globals", values)]
    if has("flask.ctx.RequestContext.session") or _MERGED:
        names.append(_AssignableSession())
    return names


class _AssignableSession(object):
    """``ctx.session = session``, past the property that only reads."""

    def apply(self):
        todays = vars(CONTEXT)["session"]
        bridge = self.bridge

        def assign(context, session):
            if not bridge.used("flask.ctx.RequestContext.session"):
                # Flask's own error.
                todays.__set__(context, session)
            context._session = with_room(session)

        bridge.set(CONTEXT, "session", property(todays.fget, assign, None, todays.__doc__))

    def undo(self):
        """The bridge has put it back."""
