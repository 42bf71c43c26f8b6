"""
What the names of Flask stand for.

A *path* is where a thing is imported from, ``flask.current_app``. A *type* is
the path of the class that an object is an instance of, whatever Flask calls
it in the release at hand. This is grammar, not history: no releases here.
"""

from __future__ import annotations

APP = "flask.Flask"
APP_CONTEXT = "flask.ctx.AppContext"
CLIENT = "flask.testing.FlaskClient"
CONFIG = "flask.Config"
CONTEXT = "flask.ctx.RequestContext"
INTERFACE = "flask.sessions.SessionInterface"
REQUEST = "flask.Request"
RESPONSE = "flask.Response"
SESSION = "flask.sessions.SessionMixin"
APP_STACK = "flask._app_ctx_stack"
STACK = "flask._request_ctx_stack"

#: Names under which the same thing is imported from elsewhere.
_MOVED = {
    "flask.app.Flask": APP,
    "flask.app.current_app": "flask.current_app",
    "flask.config.Config": CONFIG,
    "flask.ctx._RequestContext": CONTEXT,
    "flask.globals._app_ctx_stack": APP_STACK,
    "flask.globals._request_ctx_stack": STACK,
    "flask.globals.current_app": "flask.current_app",
    "flask.globals.g": "flask.g",
    "flask.globals.request": "flask.request",
    "flask.globals.session": "flask.session",
    "flask.sessions.CallbackDict": "werkzeug.datastructures.CallbackDict",
    "flask.wrappers.Request": REQUEST,
    "flask.wrappers.Response": RESPONSE,
    "sessioncompat.CallbackDict": "werkzeug.datastructures.CallbackDict",
    "werkzeug.CallbackDict": "werkzeug.datastructures.CallbackDict",
    "werkzeug.datastructures.structures.CallbackDict": "werkzeug.datastructures.CallbackDict",
}
#: Modules of Flask that imported the stacks for themselves, until 2.2.
_USERS = ("app", "ctx", "helpers", "templating", "testing")
_MOVED.update({f"flask.{module}._app_ctx_stack": APP_STACK for module in _USERS})
_MOVED.update({f"flask.{module}._request_ctx_stack": STACK for module in _USERS})
_OURS = ("NullSession", "SecureCookieSession", "SessionInterface", "SessionMixin")
_MOVED.update({f"sessioncompat.{name}": f"flask.sessions.{name}" for name in _OURS})
_MOVED.update({f"sessioncompat.sessions.{name}": f"flask.sessions.{name}" for name in _OURS})

#: What an imported object is an instance of.
OBJECTS = {
    "flask.current_app": APP,
    "flask.session": SESSION,
    "flask.request": REQUEST,
    STACK: STACK,
    APP_STACK: APP_STACK,
    "flask.globals.app_ctx": APP_CONTEXT,
    "flask.globals.request_ctx": CONTEXT,
}

#: What calling an imported class or function returns.
CALLS = {
    "apiflask.APIFlask": APP,
    "flask.Flask": APP,
    "flask.Response": RESPONSE,
    "flask.jsonify": RESPONSE,
    "flask.make_response": RESPONSE,
    "flask.redirect": RESPONSE,
    "flask_api.FlaskAPI": APP,
    "flask_openapi3.OpenAPI": APP,
    "flask.sessions.SecureCookieSession": SESSION,
    "flask.sessions.SecureCookieSessionInterface": INTERFACE,
    "flask.sessions.SessionInterface": INTERFACE,
    "sessioncompat.context.get_app_context": APP_CONTEXT,
    "sessioncompat.context.get_context": CONTEXT,
    "werkzeug.Response": RESPONSE,
    "werkzeug.wrappers.BaseResponse": RESPONSE,
    "werkzeug.wrappers.Response": RESPONSE,
}

#: Bases that make a class what the type says.
CLASSES = {
    **CALLS,
    "flask.ctx.AppContext": APP_CONTEXT,
    "flask.ctx.RequestContext": CONTEXT,
    "flask.Config": CONFIG,
    "flask.Request": REQUEST,
    "flask.sessions.NullSession": SESSION,
    "flask.sessions.SessionMixin": SESSION,
    "flask.testing.FlaskClient": CLIENT,
    "werkzeug.test.Client": CLIENT,
}

#: What an attribute of an object, or a call of it, is an instance of.
MEMBERS = {
    (APP, "_get_current_object()"): APP,
    (APP, "config"): CONFIG,
    (APP, "make_response()"): RESPONSE,
    (APP, "request_context()"): CONTEXT,
    (APP, "response_class()"): RESPONSE,
    (APP, "session_interface"): INTERFACE,
    (APP, "test_client()"): CLIENT,
    (APP, "test_request_context()"): CONTEXT,
    (APP_CONTEXT, "_get_current_object()"): APP_CONTEXT,
    (APP_CONTEXT, "app"): APP,
    (APP_STACK, "top"): APP_CONTEXT,
    (CLIENT, "application"): APP,
    (CLIENT, "session_transaction()"): SESSION,
    (CONTEXT, "_get_current_object()"): CONTEXT,
    (CONTEXT, "app"): APP,
    (CONTEXT, "request"): REQUEST,
    (CONTEXT, "session"): SESSION,
    (INTERFACE, "make_null_session()"): SESSION,
    (INTERFACE, "open_session()"): SESSION,
    (SESSION, "_get_current_object()"): SESSION,
    (STACK, "top"): CONTEXT,
}

#: The parameters of the methods that Flask calls, after ``self``.
HOOKS = {
    "get_cookie_domain": (APP,),
    "get_cookie_httponly": (APP,),
    "get_cookie_name": (APP,),
    "get_cookie_partitioned": (APP,),
    "get_cookie_path": (APP,),
    "get_cookie_samesite": (APP,),
    "get_cookie_secure": (APP,),
    "get_expiration_time": (APP, SESSION),
    "get_signing_serializer": (APP,),
    "init_app": (APP,),
    "make_null_session": (APP,),
    "open_session": (APP, REQUEST),
    "save_session": (APP, SESSION, RESPONSE),
    "should_set_cookie": (APP, SESSION),
}
#: The same two, as methods of an application, before session interfaces.
APP_HOOKS = {"open_session": (REQUEST,), "save_session": (SESSION, RESPONSE)}

#: Names that people give to an application; on their own they prove nothing.
APP_NAMES = frozenset({"app", "_app", "application", "current_app", "flask_app", "theapp"})

#: Frameworks whose words are Flask's and mean something else.
OTHER_FRAMEWORKS = (
    "aiohttp", "bottle", "cherrypy", "django", "fastapi", "falcon", "kivy", "litestar",
    "pylons", "pyramid", "quart", "sanic", "starlette", "tornado", "webapp2",
)  # fmt: skip

#: Names of Flask that ``from flask import *`` brings.
STAR = frozenset(
    "Flask Request Response abort after_this_request current_app flash g"
    " get_flashed_messages jsonify make_response redirect render_template request"
    " send_file session url_for".split()
)


def canonical(path: str) -> str:
    """Return the one path we use for a thing that can be imported by several."""
    if path.startswith("flask.ext."):
        path = "flask_" + path[len("flask.ext.") :]
    elif path.startswith("flaskext."):
        path = "flask_" + path[len("flaskext.") :]
    return _MOVED.get(path, path)
