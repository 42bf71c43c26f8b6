"""
Beaker's sessions as Flask's: a model of middleware behind an interface.

Applications have wrapped themselves in Beaker's middleware since before Flask
had session interfaces. With an interface in front of it, ``flask.session`` is
Beaker's session, and the rest of the application need not know::

    use_beaker(app, secret=app.secret_key, data_dir="/var/lib/app/sessions")
"""

from beaker.middleware import SessionMiddleware

from sessioncompat import SessionInterface, SessionMixin, init_extension

# What Beaker keeps among the data.
PRIVATE = frozenset(["_accessed_time", "_creation_time", "_domain", "_id", "_path"])


class BeakerSession(SessionMixin):
    """
    Shows Flask the session that Beaker's middleware put into the environ.

    Beaker loads it at the first look and sends its cookie then. So nothing
    here looks before the application does.
    """

    modified = False

    def __init__(self, beaker):
        self.beaker = beaker

    def __getitem__(self, key):
        return self.beaker[key]

    def __setitem__(self, key, value):
        self.beaker[key] = value
        self.modified = True

    def __delitem__(self, key):
        del self.beaker[key]
        self.modified = True

    def __iter__(self):
        return (key for key in list(self.beaker) if key not in PRIVATE)

    def __len__(self):
        return sum(1 for _ in self)


class BeakerSessionInterface(SessionInterface):
    """Lets Beaker's middleware open, keep and send the session."""

    def open_session(self, app, request):
        # No middleware, no session: Flask then says so when it is written.
        beaker = request.environ.get("beaker.session")
        return None if beaker is None else BeakerSession(beaker)

    def save_session(self, app, session, response):
        if not session.accessed:
            return
        response.vary.add("Cookie")
        if not session:
            if session.modified:
                session.beaker.delete()
        elif session.modified:
            # Only marks it: the middleware saves once the response starts.
            session.beaker.save()


def use_beaker(app, **options):
    """
    Wrap an application in Beaker's middleware, with an interface before it.

    Call it when the config is complete. The cookie follows the application's
    config, except that it never has an expiry of its own.

    :param options: Beaker's, such as ``type``, ``data_dir`` and ``secret``.
    """
    interface = init_extension(app, BeakerSessionInterface())
    if isinstance(app.wsgi_app, SessionMiddleware):
        return
    cookie = {
        "key": interface.get_cookie_name(app),
        "cookie_domain": interface.get_cookie_domain(app),
        "cookie_path": interface.get_cookie_path(app),
        "httponly": interface.get_cookie_httponly(app),
        "secure": interface.get_cookie_secure(app),
        "samesite": interface.get_cookie_samesite(app),
    }
    app.wsgi_app = SessionMiddleware(app.wsgi_app, **dict(cookie, **options))
