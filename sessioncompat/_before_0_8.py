"""
What ``flask.sessions`` was to Flask 0.8, for Flask 0.1 to 0.7.

:mod:`sessioncompat.sessions` brings it up to date, as it does with the
``flask.sessions`` of later releases. Delete this file to drop Flask before 0.8.
"""

from datetime import datetime, timedelta

from werkzeug.datastructures import CallbackDict

from .features import config_of, has


class SessionMixin(object):
    @property
    def permanent(self):
        return self.get("_permanent", False)

    @permanent.setter
    def permanent(self, value):
        self["_permanent"] = bool(value)

    new = False
    modified = True


class SecureCookieSession(CallbackDict, SessionMixin):
    modified = False

    def __init__(self, initial=None):
        def on_update(self):
            self.modified = True

        CallbackDict.__init__(self, initial, on_update)


class NullSession(SecureCookieSession):
    def _fail(self, *args, **kwargs):
        raise RuntimeError(
            "This session cannot be written: the application has no secret key,"
            " or its session interface opened no session. Set app.secret_key."
        )

    __setitem__ = __delitem__ = _fail
    clear = pop = popitem = setdefault = update = _fail
    del _fail


class SessionInterface(object):
    null_session_class = NullSession

    def make_null_session(self, app):
        return self.null_session_class()

    def is_null_session(self, obj):
        return isinstance(obj, self.null_session_class)

    def get_cookie_domain(self, app):
        config = config_of(app)
        if config.get("SESSION_COOKIE_DOMAIN") is not None:
            return config["SESSION_COOKIE_DOMAIN"]
        if config.get("SERVER_NAME") is None or not has("flask.Flask.default_config[SERVER_NAME]"):
            return None
        domain = "." + config["SERVER_NAME"]
        if has("flask.ctx.RequestContext"):
            # Flask 0.7 learned to leave the port out; 0.5 and 0.6 sent it along.
            domain = domain.rsplit(":", 1)[0]
        return domain

    def get_cookie_path(self, app):
        config = config_of(app)
        return config.get("SESSION_COOKIE_PATH") or config.get("APPLICATION_ROOT") or "/"

    def get_cookie_httponly(self, app):
        return config_of(app).get("SESSION_COOKIE_HTTPONLY", True)

    def get_cookie_secure(self, app):
        return config_of(app).get("SESSION_COOKIE_SECURE", False)

    def get_expiration_time(self, app, session):
        if not session.permanent:
            return None
        # Flask 0.1 has no permanent sessions; later ones last 31 days by default.
        lifetime = getattr(app, "permanent_session_lifetime", timedelta(days=31))
        return datetime.utcnow() + lifetime

    def open_session(self, app, request):
        raise NotImplementedError()

    def save_session(self, app, session, response):
        raise NotImplementedError()
