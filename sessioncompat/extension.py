"""
Give an application its session interface.
"""

import threading

import flask

from .features import function_of, has
from .sessions import SessionInterface, native

__all__ = ["adopt_hooks", "init_extension", "session_interface_from_hooks"]


def init_extension(app, session_interface):
    """
    Let a session interface open and save the sessions of an application.

    Flask 0.8 and later have ``app.session_interface`` for that. Before 0.8
    the application's own ``open_session`` and ``save_session`` are replaced.
    Either way the interface may be written to today's Flask: what the
    installed one lacks is added to the object passed in, and to no other; what
    its responses lack is added to those of this application.

    Calling it again, with the same interface or another, is fine.

    :param app: the Flask application.
    :param session_interface: the object with ``open_session(app, request)``
        and ``save_session(app, session, response)``. It need not derive from
        :class:`SessionInterface`, though Flask 0.8 and later by themselves
        fail on one that does not.
    :return: the interface, which ``app.session_interface`` is from now on. It
        is the object passed in, or a stand-in for one that cannot be added
        to, such as a module.
    :raises TypeError: if the one is no Flask application, or the other lacks
        one of the two methods.
    """
    # Not sooner: importing sessioncompat is to cost next to nothing.
    from .completed import complete
    from .responses import widened

    app = _application(app)
    _check_interface(session_interface)
    interface = complete(session_interface)
    app.session_interface = interface
    app.response_class = widened(app.response_class)
    if not has("flask.Flask.session_interface"):
        _hook_into(app, interface)
    return interface


def session_interface_from_hooks(open_session, save_session):
    """
    Make a session interface of two functions written for Flask before 0.8.

    Flask called ``app.open_session(request)`` and
    ``app.save_session(session, response)`` until 0.12, and extensions put
    their own functions there. Flask 1.0 and later never call them and say
    nothing: sessions meant for the server travel in the cookie.

    :param open_session: takes the request, returns a session or None.
    :param save_session: takes the session and the response.
    :return: an interface for :func:`init_extension`.
    :raises TypeError: if one of the two cannot be called.
    """
    hooks = {"open_session": open_session, "save_session": save_session}
    for name in sorted(hooks):
        if not callable(hooks[name]):
            raise TypeError(
                "%s must be a function, not %r. Pass the function that was"
                " assigned to app.%s." % (name, hooks[name], name)
            )
    return _HookedInterface(hooks)


def adopt_hooks(app):
    """
    Make the session hooks of an application work again.

    Finds ``open_session``, ``save_session`` and ``make_null_session`` that
    were assigned to the application or overridden in its class. Flask before
    1.0 calls them and nothing changes there. Flask 1.0 and later ignore them
    without a word; here they become the application's session interface. The
    interface it had does what they leave out, also for an overriding method
    that calls ``super()``. Call it once the hooks are in place.

    :param app: the Flask application.
    :return: the interface of the hooks, which on Flask 1.0 and later is
        ``app.session_interface`` from now on.
    :raises LookupError: if the application has no such hook. Its sessions
        would quietly be Flask's own.
    """
    app = _application(app)
    if isinstance(getattr(app, "session_interface", None), _AdoptedInterface):
        return app.session_interface
    hooks = _find_hooks(app)
    if not hooks:
        raise LookupError(
            "adopt_hooks found nothing to adopt: neither %r nor its class %s has"
            " an open_session or save_session of its own. Call adopt_hooks after"
            " they are assigned, or delete the call." % (app, type(app).__name__)
        )
    if not has("flask.sessions.SessionInterface.get_cookie_samesite"):
        # A release before 1.0, which calls the hooks itself.
        return session_interface_from_hooks(app.open_session, app.save_session)
    interface = _AdoptedInterface(hooks, app.session_interface)
    if not has("flask.Flask.open_session"):
        _give_super_a_target(app, app.session_interface)
    return init_extension(app, interface)


def _application(app):
    if hasattr(app, "_get_current_object"):
        app = app._get_current_object()
    if not isinstance(app, flask.Flask):
        raise TypeError(
            "The first argument must be a Flask application, not %r. Pass the"
            " application first and the session interface second." % (app,)
        )
    return app


_SIGNATURES = {
    "open_session": "open_session(self, app, request)",
    "save_session": "save_session(self, app, session, response)",
}


def _check_interface(interface):
    if isinstance(interface, type):
        raise TypeError(
            "%s is a class. Pass an instance: init_extension(app, %s())."
            % (interface.__name__, interface.__name__)
        )
    cls = interface.__class__
    for name in sorted(_SIGNATURES):
        method = getattr(interface, name, None)
        unfinished = getattr(native.SessionInterface, name)
        if not callable(method) or function_of(method) is function_of(unfinished):
            raise TypeError(
                "%s has no %s method, so it cannot keep sessions. Define %s."
                % (cls.__name__, name, _SIGNATURES[name])
            )


class _HookedInterface(SessionInterface):
    """Calls hooks as Flask before 1.0 called them."""

    def __init__(self, hooks):
        self._hooks = hooks

    def open_session(self, app, request):
        return self._hooks["open_session"](request)

    def save_session(self, app, session, response):
        return self._hooks["save_session"](session, response)


class _AdoptedInterface(_HookedInterface):
    """Calls the hooks of an application, and its former interface for the rest."""

    def __init__(self, hooks, former):
        _HookedInterface.__init__(self, hooks)
        self._former = former
        # The methods of Flask 1.0 and 1.1 lead a hook that calls them straight
        # back here. Requests and responses whose hook is at work are in these
        # sets, by id, and go on to the former interface.
        self._opening = set()
        self._saving = set()

    def __getattr__(self, name):
        return getattr(self._former, name)

    def open_session(self, app, request):
        hook = self._hooks.get("open_session")
        key = id(request)
        if hook is None or key in self._opening:
            return self._former.open_session(app, request)
        self._opening.add(key)
        try:
            return hook(request)
        finally:
            self._opening.discard(key)

    def save_session(self, app, session, response):
        hook = self._hooks.get("save_session")
        key = id(response)
        if hook is None or key in self._saving:
            return self._former.save_session(app, session, response)
        self._saving.add(key)
        try:
            return hook(session, response)
        finally:
            self._saving.discard(key)

    def make_null_session(self, app):
        hook = self._hooks.get("make_null_session")
        # No request tells one call from another here.
        key = threading.current_thread().ident
        if hook is None or key in self._opening:
            return self._former.make_null_session(app)
        self._opening.add(key)
        try:
            return hook()
        finally:
            self._opening.discard(key)

    def is_null_session(self, obj):
        return self._former.is_null_session(obj)


def _find_hooks(app):
    """Return the hooks of an application that are not Flask's own, by name."""
    hooks = {}
    for name in ("open_session", "save_session", "make_null_session"):
        hook = getattr(app, name, None)
        home = getattr(function_of(hook), "__module__", None) or ""
        if hook is not None and home.partition(".")[0] != "flask":
            hooks[name] = hook
    return hooks


def _give_super_a_target(app, former):
    """
    Give an overriding hook something to call by ``super()``.

    Flask 2.0 removed the methods that it would have called.
    """

    class FormerHooks(object):
        def open_session(self, request):
            return former.open_session(self, request)

        def save_session(self, session, response):
            return former.save_session(self, session, response)

        def make_null_session(self):
            return former.make_null_session(self)

    cls = type(app)
    app.__class__ = type(cls)(cls.__name__, (cls, FormerHooks), {"__module__": cls.__module__})


def _hook_into(app, interface):
    """Let an application of Flask before 0.8 use a session interface."""

    def open_session(request):
        session = interface.open_session(app, request)
        return interface.make_null_session(app) if session is None else session

    def save_session(session, response):
        if not interface.is_null_session(session):
            interface.save_session(app, session, response)

    app.open_session = open_session
    app.save_session = save_session
