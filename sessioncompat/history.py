"""
What Flask's session API was called, and when.

Every release number the project acts on stands in this one table: the shim's
branches, the tables in the docs and the check on tox.ini follow from it. A row
is believed because ``tests/matrix/test_history.py`` looks for its name, and
``test_behaviours.py`` for its behaviour, in every release we test.

Releases stay strings until somebody compares them, so that importing the
table costs next to nothing.
"""

import re


# The releases that were compared before: there are few, and the lint asks for them all the time.
_NUMBERS = {}


def release(text):
    """
    Turn ``"0.10.1"`` into ``(0, 10, 1)``, because 0.10 is later than 0.9.

    :param text: a release as PyPI spells it; what follows the numbers
        (``.dev0``, ``rc1``) is left out, so that a development version counts
        as the release it becomes.
    """
    if text not in _NUMBERS:
        numbers = re.match(r"\d+(\.\d+)*", text)
        if not numbers:
            raise ValueError("%r is not a release. Write it as PyPI does: '0.12.5'." % text)
        _NUMBERS[text] = tuple(int(number) for number in numbers.group().split("."))
    return _NUMBERS[text]


class Fact(object):
    """
    One name or behaviour, and the releases that have it.

    .. attribute:: path

        Where it lives: ``flask.sessions.SessionInterface.get_cookie_name``.
        The first part is the distribution that the releases count.

    .. attribute:: kind

        ``module``, ``attribute`` (classes, functions, methods and values),
        ``instance`` (set by ``__init__``), ``parameter``, ``config`` or
        ``behaviour``.

    .. attribute:: added, deprecated, removed

        The first releases that have it, warn of it, and lack it again; None
        for what never happened.

    .. attribute:: gap

        The first release of a pause and the first after it, or None.

    .. attribute:: instead, why

        What to write in its place, and the reason it changed.
    """

    __slots__ = ("path", "kind", "added", "deprecated", "removed", "gap", "instead", "why")

    def __init__(self, path, kind, added, deprecated, removed, gap, instead, why):
        self.path = path
        self.kind = kind
        self.added = added
        self.deprecated = deprecated
        self.removed = removed
        self.gap = gap
        self.instead = instead
        self.why = why

    def __repr__(self):
        return "<Fact %s %s>" % (self.kind, self.path)

    @property
    def package(self):
        """The distribution whose releases the row counts, such as ``werkzeug``."""
        return self.path.partition(".")[0]

    @property
    def spans(self):
        """
        The releases that have it, as ``(first, first without)`` pairs.

        The second is None where it is still there.
        """
        if self.gap is None:
            return [(self.added, self.removed)]
        return [(self.added, self.gap[0]), (self.gap[1], self.removed)]

    @property
    def changes(self):
        """Every release in which it came or went, in order."""
        return [text for span in self.spans for text in span if text is not None]

    def exists_in(self, version):
        """Say whether the given release, ``"2.3.3"``, has it."""
        number = release(version)
        return any(
            release(first) <= number and (gone is None or number < release(gone))
            for first, gone in self.spans
        )


FACTS = []
BY_PATH = {}


def fact(kind, path, added, removed=None, deprecated=None, gap=None, instead=None, why=None):
    """
    Add a row to the table.

    :raises ValueError: if the path is in the table already; two rows about one
        name could contradict each other.
    """
    if path in BY_PATH:
        raise ValueError("%s is in the table already. Change that row." % path)
    row = Fact(path, kind, added, deprecated, removed, gap, instead, why)
    BY_PATH[path] = row
    FACTS.append(row)


# The application

fact("attribute", "flask.Flask.open_session", "0.1", "2.0", "1.0",
     instead="app.session_interface.open_session(app, request)",
     why="Sessions belong to the session interface since 0.8.")
fact("attribute", "flask.Flask.save_session", "0.1", "2.0", "1.0",
     instead="app.session_interface.save_session(app, session, response)",
     why="Sessions belong to the session interface since 0.8.")
fact("attribute", "flask.Flask.make_null_session", "0.8", "2.0", "1.0",
     instead="app.session_interface.make_null_session(app)",
     why="Sessions belong to the session interface since 0.8.")
fact("attribute", "flask.Flask.session_interface", "0.8",
     why="One object opens and saves the sessions of an application.")
fact("attribute", "flask.Flask.session_cookie_name", "0.1", "2.3", "2.2",
     instead="app.config['SESSION_COOKIE_NAME']",
     why="The cookie name lives in the config.")
fact("attribute", "flask.Flask.permanent_session_lifetime", "0.2",
     why="Permanent sessions came with 0.2.")
fact("attribute", "flask.Flask.default_config", "0.3",
     why="The application's config came with 0.3.")
fact("instance", "flask.Flask.config", "0.3",
     why="The application's config came with 0.3.")
fact("instance", "flask.Flask.extensions", "0.7",
     why="A place for extensions to keep their state.")
fact("attribute", "flask.Flask.json_encoder", "0.10", "2.3", "2.2.1",
     instead="flask.json.tag.TaggedJSONSerializer.register",
     why="JSON is made by the application's JSON provider.")
fact("attribute", "flask.Flask.json_decoder", "0.10", "2.3", "2.2.1",
     instead="flask.json.tag.TaggedJSONSerializer.register",
     why="JSON is read by the application's JSON provider.")
fact("attribute", "flask.Flask.before_first_request", "0.8", "2.3", "2.2",
     instead="code that runs when the application is made",
     why="The first request is too late to set an application up.")
fact("attribute", "flask.__version__", "0.7", "3.2", "3.0",
     instead="importlib.metadata.version('flask')",
     why="The metadata of the distribution knows its version.")

# Modules and moved names

fact("module", "flask.session", "0.5", "0.10",
     instead="flask.sessions",
     why="The module hid the session proxy of the same name.")
fact("module", "flask.sessions", "0.8",
     why="Session interfaces came with 0.8.")
fact("module", "flask.globals", "0.5",
     why="Flask was one file before 0.5.")
fact("module", "flask.ctx", "0.5",
     why="Flask was one file before 0.5.")
fact("module", "flask.ext", "0.8", "1.0.1",
     instead="the extension's own package, flask_name",
     why="Extensions are ordinary packages.")
# The wheel of 0.12.3 has the flask/json folder of 1.0 in it by mistake.
fact("module", "flask.json.tag", "0.12.3", gap=("0.12.4", "1.0"),
     why="The tagged JSON of the cookie became a module of its own.")
fact("attribute", "flask.Session", "0.2", "1.1", gap=("0.5", "0.6"),
     instead="flask.sessions.SecureCookieSession",
     why="An alias that no code of Flask's used.")
fact("attribute", "flask.sessions.total_seconds", "0.10", "2.0",
     instead="timedelta.total_seconds()",
     why="Python 2.7 and later count the seconds themselves.")
fact("attribute", "flask.helpers.total_seconds", "0.11", "2.1",
     instead="timedelta.total_seconds()",
     why="Python 2.7 and later count the seconds themselves.")

fact("module", "flask.json.provider", "2.2",
     why="JSON is made and read by the application's JSON provider.")
fact("attribute", "flask.json.JSONEncoder", "0.2", "2.3", "2.2",
     instead="flask.json.provider.DefaultJSONProvider",
     why="JSON is made by the application's JSON provider.")
fact("attribute", "flask.json.JSONDecoder", "0.2", "2.3", "2.2",
     instead="flask.json.provider.DefaultJSONProvider",
     why="JSON is read by the application's JSON provider.")

# The classes of flask.sessions

fact("attribute", "flask.sessions.SessionMixin", "0.8",
     why="Session interfaces came with 0.8.")
fact("attribute", "flask.sessions.SessionMixin.permanent", "0.8",
     why="Every session can outlive the browser.")
fact("attribute", "flask.sessions.SessionMixin.new", "0.8",
     why="Some interfaces know whether a session is new.")
fact("attribute", "flask.sessions.SessionMixin.modified", "0.8",
     why="Some interfaces know whether a session was changed.")
fact("attribute", "flask.sessions.SessionMixin.accessed", "1.0",
     why="A response that depends on the session says so to caches.")
fact("attribute", "flask.sessions.SessionMixin.keys", "1.0",
     why="The mixin is a MutableMapping since 1.0.")
fact("attribute", "flask.sessions.CallbackDict", "0.10",
     instead="werkzeug.datastructures.CallbackDict",
     why="The session of a JSON cookie is a plain dict that notices changes.")
fact("attribute", "flask.sessions.SecureCookieSession", "0.8",
     why="Session interfaces came with 0.8.")
fact("attribute", "flask.sessions.SecureCookieSession.load_cookie", "0.8", "0.10",
     instead="app.session_interface.get_signing_serializer(app).loads(value)",
     why="The cookie holds JSON since 0.10; the class no longer reads it.")
fact("attribute", "flask.sessions.SecureCookieSession.save_cookie", "0.8", "0.10",
     instead="app.session_interface.get_signing_serializer(app).dumps(dict(session))",
     why="The cookie holds JSON since 0.10; the class no longer writes it.")
fact("attribute", "flask.sessions.SecureCookieSession.serialize", "0.8", "0.10",
     instead="app.session_interface.get_signing_serializer(app).dumps(dict(session))",
     why="The cookie holds JSON since 0.10; the class no longer writes it.")
fact("attribute", "flask.sessions.SecureCookieSession.should_save", "0.8", "0.10",
     instead="session.modified",
     why="It came from Werkzeug's SecureCookie, which 0.10 left.")
fact("attribute", "flask.sessions.NullSession", "0.8",
     why="A session that cannot be written says why.")
fact("attribute", "flask.sessions.SecureCookieSessionInterface", "0.8",
     why="Session interfaces came with 0.8.")
fact("attribute", "flask.sessions.SecureCookieSessionInterface.get_signing_serializer", "0.10",
     why="Cookies are signed by itsdangerous since 0.10.")
fact("attribute", "flask.sessions.SecureCookieSessionInterface.salt", "0.10",
     why="Cookies are signed by itsdangerous since 0.10.")
fact("attribute", "flask.sessions.SecureCookieSessionInterface.digest_method", "0.10",
     why="Cookies are signed by itsdangerous since 0.10.")
fact("attribute", "flask.sessions.SecureCookieSessionInterface.key_derivation", "0.10",
     why="Cookies are signed by itsdangerous since 0.10.")
fact("attribute", "flask.sessions.SecureCookieSessionInterface.serializer", "0.10",
     why="Cookies hold tagged JSON since 0.10.")
fact("attribute", "flask.sessions.session_json_serializer", "0.10",
     instead="flask.json.tag.TaggedJSONSerializer()",
     why="The tagged JSON of the cookie became a module of its own in 1.0.")
fact("attribute", "flask.sessions.TaggedJSONSerializer", "0.10",
     instead="flask.json.tag.TaggedJSONSerializer",
     why="The tagged JSON of the cookie became a module of its own in 1.0.")
fact("attribute", "flask.sessions._tag", "0.11", "1.0",
     instead="flask.json.tag.JSONTag",
     why="Tags became classes that can be registered.")
fact("attribute", "flask.json.tag.TaggedJSONSerializer", "0.12.3", gap=("0.12.4", "1.0"),
     why="The tagged JSON of the cookie became a module of its own.")
fact("attribute", "flask.json.tag.JSONTag", "0.12.3", gap=("0.12.4", "1.0"),
     why="Tags became classes that can be registered.")

# SessionInterface

fact("attribute", "flask.sessions.SessionInterface", "0.8",
     why="Session interfaces came with 0.8.")
fact("attribute", "flask.sessions.SessionInterface.open_session", "0.8",
     why="Session interfaces came with 0.8.")
fact("attribute", "flask.sessions.SessionInterface.save_session", "0.8",
     why="Session interfaces came with 0.8.")
fact("attribute", "flask.sessions.SessionInterface.null_session_class", "0.8",
     why="Session interfaces came with 0.8.")
fact("attribute", "flask.sessions.SessionInterface.make_null_session", "0.8",
     why="Session interfaces came with 0.8.")
fact("attribute", "flask.sessions.SessionInterface.is_null_session", "0.8",
     why="Session interfaces came with 0.8.")
fact("attribute", "flask.sessions.SessionInterface.pickle_based", "0.10",
     why="An extension may ask whether sessions can hold any object.")
fact("attribute", "flask.sessions.SessionInterface.get_cookie_name", "2.0",
     instead="app.config['SESSION_COOKIE_NAME']",
     why="An interface may name its cookie.")
fact("attribute", "flask.sessions.SessionInterface.get_cookie_domain", "0.8",
     why="Session interfaces came with 0.8.")
fact("attribute", "flask.sessions.SessionInterface.get_cookie_path", "0.8",
     why="Session interfaces came with 0.8.")
fact("attribute", "flask.sessions.SessionInterface.get_cookie_httponly", "0.8",
     why="Session interfaces came with 0.8.")
fact("attribute", "flask.sessions.SessionInterface.get_cookie_secure", "0.8",
     why="Session interfaces came with 0.8.")
fact("attribute", "flask.sessions.SessionInterface.get_cookie_samesite", "1.0",
     why="Browsers learned SameSite.")
fact("attribute", "flask.sessions.SessionInterface.get_cookie_partitioned", "3.1",
     why="Browsers learned Partitioned.")
fact("attribute", "flask.sessions.SessionInterface.get_expiration_time", "0.8",
     why="Session interfaces came with 0.8.")
fact("attribute", "flask.sessions.SessionInterface.should_set_cookie", "0.11",
     why="A cookie that did not change need not be sent again.")

# The running context

fact("attribute", "flask._request_ctx_stack", "0.1", "3.0", "2.2",
     instead="flask.globals.request_ctx",
     why="Contexts are kept in context variables since 2.2.")
fact("attribute", "flask._app_ctx_stack", "0.9", "3.0", "2.2",
     instead="flask.globals.app_ctx",
     why="Contexts are kept in context variables since 2.2.")
fact("attribute", "flask.globals._request_ctx_stack", "0.5", "3.0", "2.2",
     instead="flask.globals.request_ctx",
     why="Contexts are kept in context variables since 2.2.")
fact("attribute", "flask.globals._request_ctx_stack.push", "0.5", "2.3", "2.2",
     instead="ctx.push()",
     why="Contexts are kept in context variables since 2.2.")
fact("attribute", "flask.globals._app_ctx_stack", "0.9", "3.0", "2.2",
     instead="flask.globals.app_ctx",
     why="Contexts are kept in context variables since 2.2.")
fact("attribute", "flask.globals.request_ctx", "2.2", deprecated="3.2",
     instead="flask.globals.app_ctx",
     why="The request context merged into the application context in 3.2.")
fact("attribute", "flask.globals.app_ctx", "2.2",
     why="Contexts are kept in context variables since 2.2.")
fact("attribute", "flask.globals._cv_request", "2.2", "3.2",
     instead="flask.globals.app_ctx",
     why="The request context merged into the application context in 3.2.")
fact("attribute", "flask.globals._cv_app", "2.2",
     why="Contexts are kept in context variables since 2.2.")
fact("attribute", "flask.ctx._RequestContext", "0.5", "0.7",
     instead="flask.ctx.RequestContext",
     why="The class became public.")
fact("attribute", "flask.ctx.RequestContext", "0.7", deprecated="3.2",
     instead="flask.ctx.AppContext",
     why="The request context merged into the application context in 3.2.")
fact("attribute", "flask.ctx.RequestContext.session", "3.1.3",
     instead="sessioncompat.set_session(session)",
     why="Reading it marks the session as accessed (CVE-2026-27205); it cannot be assigned.")
fact("attribute", "flask.ctx.AppContext", "0.9",
     why="Code outside a request can have an application.")
fact("attribute", "flask.ctx.AppContext.session", "3.2",
     instead="sessioncompat.get_session()",
     why="The request context merged into the application context in 3.2.")
fact("attribute", "flask.ctx.has_request_context", "0.7",
     why="Code may ask whether a request is being handled.")
fact("attribute", "flask.has_request_context", "0.7",
     why="Code may ask whether a request is being handled.")
fact("attribute", "flask.has_app_context", "0.9",
     why="Code outside a request can have an application.")
fact("parameter", "flask.Flask.process_response(ctx)", "3.2",
     why="Dispatch methods get the context first.")
fact("attribute", "flask.copy_current_request_context", "0.10",
     why="Greenlets take the request with them.")
fact("attribute", "flask.stream_with_context", "0.9",
     why="A generator may keep the request while it streams.")
fact("attribute", "flask.testing.FlaskClient.session_transaction", "0.8",
     why="Tests may read and write the session of a client.")

# Config keys

fact("config", "flask.Flask.default_config[SECRET_KEY]", "0.3",
     why="The application's config came with 0.3.")
fact("config", "flask.Flask.default_config[SECRET_KEY_FALLBACKS]", "3.1",
     why="Keys can be rotated without logging anybody out.")
fact("config", "flask.Flask.default_config[SESSION_COOKIE_NAME]", "0.3",
     why="The application's config came with 0.3.")
fact("config", "flask.Flask.default_config[SESSION_COOKIE_DOMAIN]", "0.8",
     why="Session interfaces came with 0.8.")
fact("config", "flask.Flask.default_config[SESSION_COOKIE_PATH]", "0.8",
     why="Session interfaces came with 0.8.")
fact("config", "flask.Flask.default_config[SESSION_COOKIE_HTTPONLY]", "0.8",
     why="Session interfaces came with 0.8.")
fact("config", "flask.Flask.default_config[SESSION_COOKIE_SECURE]", "0.8",
     why="Session interfaces came with 0.8.")
fact("config", "flask.Flask.default_config[SESSION_COOKIE_SAMESITE]", "1.0",
     why="Browsers learned SameSite.")
fact("config", "flask.Flask.default_config[SESSION_COOKIE_PARTITIONED]", "3.1",
     why="Browsers learned Partitioned.")
fact("config", "flask.Flask.default_config[SESSION_REFRESH_EACH_REQUEST]", "0.11",
     why="A cookie that did not change need not be sent again.")
fact("config", "flask.Flask.default_config[PERMANENT_SESSION_LIFETIME]", "0.3",
     why="The application's config came with 0.3.")
fact("config", "flask.Flask.default_config[SERVER_NAME]", "0.5",
     why="Flask learned subdomains.")
fact("config", "flask.Flask.default_config[APPLICATION_ROOT]", "0.8",
     why="Session interfaces came with 0.8.")
fact("config", "flask.Flask.default_config[MAX_COOKIE_SIZE]", "1.0",
     why="Browsers ignore a cookie that is too large.")

# Werkzeug

fact("attribute", "werkzeug.datastructures.CallbackDict", "0.5",
     why="A dict that notices changes.")
fact("parameter", "werkzeug.wrappers.Response.set_cookie(samesite)", "0.14",
     why="Browsers learned SameSite.")
fact("parameter", "werkzeug.wrappers.Response.set_cookie(partitioned)", "3.1",
     why="Browsers learned Partitioned.")
fact("parameter", "werkzeug.wrappers.Response.delete_cookie(secure)", "2.0",
     why="Browsers refuse to delete some cookies without their attributes.")
fact("parameter", "werkzeug.wrappers.Response.delete_cookie(httponly)", "2.0",
     why="Browsers refuse to delete some cookies without their attributes.")
fact("parameter", "werkzeug.wrappers.Response.delete_cookie(samesite)", "2.0",
     why="Browsers refuse to delete some cookies without their attributes.")
fact("parameter", "werkzeug.wrappers.Response.delete_cookie(partitioned)", "3.1",
     why="Browsers learned Partitioned.")
fact("module", "werkzeug.contrib.securecookie", "0.1", "1.0", "0.15",
     instead="the secure-cookie distribution",
     why="Werkzeug gave up its contrib packages.")
fact("module", "werkzeug.contrib.sessions", "0.2", "1.0", "0.15",
     instead="the secure-cookie distribution",
     why="Werkzeug gave up its contrib packages.")
fact("module", "werkzeug.contrib.cache", "0.2", "1.0", "0.15",
     instead="the cachelib distribution",
     why="Werkzeug gave up its contrib packages.")
fact("attribute", "werkzeug.security.safe_str_cmp", "0.7", "2.1", "2.0",
     instead="hmac.compare_digest",
     why="The standard library compares in constant time.")
fact("attribute", "werkzeug.test.Client.set_cookie", "0.7",
     why="Tests may give a client a cookie.")
fact("attribute", "werkzeug.test.Client.get_cookie", "2.3",
     why="Tests may read a client's cookies without a cookie jar.")

fact("instance", "werkzeug.test.Client.cookie_jar", "0.5", "3.0", "2.3",
     instead="client.get_cookie() and client.set_cookie()",
     why="The client keeps its cookies itself.")

# itsdangerous

fact("attribute", "itsdangerous.want_bytes", "0.20", gap=("1.0", "1.1"),
     instead="itsdangerous.encoding.want_bytes",
     why="1.0 moved it and 1.1 brought the old name back.")
fact("attribute", "itsdangerous.EPOCH", "0.18", "1.0",
     instead="Unix time",
     why="Timestamps count from 1970 since 1.0.")
fact("attribute", "itsdangerous.TimedJSONWebSignatureSerializer", "0.22", "2.1", "2.0",
     instead="the authlib distribution",
     why="JSON web signatures are left to those who maintain them.")
fact("attribute", "itsdangerous.JSONWebSignatureSerializer", "0.10", "2.1", "2.0",
     instead="the authlib distribution",
     why="JSON web signatures are left to those who maintain them.")
fact("attribute", "itsdangerous.json", "0.10", "2.1", "2.0",
     instead="json",
     why="The standard library has it.")

# Python

fact("attribute", "python.collections.MutableMapping", "2.6", "3.10", "3.3",
     instead="collections.abc.MutableMapping",
     why="The abstract base classes live in collections.abc.")
fact("attribute", "python.collections.abc.MutableMapping", "3.3",
     why="The abstract base classes live in collections.abc.")
fact("attribute", "python.importlib.metadata.version", "3.8",
     why="The metadata of a distribution knows its version.")
fact("attribute", "python.pkgutil.ImpImporter", "2.5", "3.12", "3.3",
     instead="importlib",
     why="Import hooks of old, such as the one behind flask.ext, are not asked any more.")

# Extensions

fact("module", "flask_session.sessions", "0.1", "0.7",
     instead="flask_session.base, and a module for each backend",
     why="Each backend became a module of its own.")
fact("behaviour", "flask_session.pickles", "0.1", "0.7",
     instead="SESSION_SERIALIZATION_FORMAT",
     why="Stored sessions are msgpack or JSON.")
fact("behaviour", "flask_login.keeps-user-on-the-request-context", "0.1", "0.6.2",
     instead="flask_login.current_user",
     why="The user is kept on flask.g.")
fact("behaviour", "flask_login.keys-without-underscore", "0.1", "0.5",
     instead="flask_login.current_user",
     why="Session keys of Flask-Login start with an underscore.")

# Behaviours of Flask, which no name shows. tests/matrix/test_behaviours.py watches each.

fact("behaviour", "flask.calls-hooks-of-the-app", "0.1", "1.0",
     instead="sessioncompat.adopt_hooks(app)",
     why="app.open_session = f is ignored since the request asks the session interface.")
fact("behaviour", "flask.calls-hooks-of-the-class", "0.1", "1.0",
     instead="sessioncompat.adopt_hooks(app)",
     why="An overridden open_session is ignored since the request asks the session interface.")
fact("behaviour", "flask.calls-make_null_session-of-the-class", "0.8", "1.0",
     instead="sessioncompat.adopt_hooks(app)",
     why="The request asks the session interface.")
fact("behaviour", "flask.calls-session_interface", "0.8",
     why="Session interfaces came with 0.8.")
fact("behaviour", "flask.null-session-where-none-opened", "0.2",
     why="Reading no session gives nothing; writing it says why.")
fact("behaviour", "flask.opens-session-at-every-push", "0.7", "1.0",
     why="stream_with_context lost what the request had changed.")
fact("behaviour", "flask.matches-url-before-session", "0.7", "2.0.1", gap=("1.1", "2.0"),
     instead="request.path in open_session",
     why="URL converters may use the session.")
fact("behaviour", "flask.saves-after-after_request", "0.9",
     why="after_request functions may change the session.")
fact("behaviour", "flask.saves-session-of-a-500", "0.4", gap=("0.7", "1.1"),
     why="An unhandled error does not lose what the request stored.")
fact("behaviour", "flask.answers-500-where-open_session-fails", "1.0",
     why="An error of the session interface is handled like any other.")
fact("behaviour", "flask.context-pushes-itself", "0.3",
     why="Contexts can be kept where no with statement is.")
fact("behaviour", "flask.cookie-is-httponly", "0.2",
     why="Scripts have no business with the session cookie.")
fact("behaviour", "flask.cookie-has-samesite", "1.0",
     why="Browsers learned SameSite.")
fact("behaviour", "flask.deletes-emptied-cookie", "0.8",
     why="An emptied session leaves nothing in the browser.")
fact("behaviour", "flask.deletes-cookie-with-samesite", "2.0",
     why="Browsers refuse to delete some cookies without their attributes.")
fact("behaviour", "flask.sends-unchanged-cookie", "0.10", "0.11",
     instead="SESSION_REFRESH_EACH_REQUEST",
     why="Only permanent sessions need their cookie again.")
fact("behaviour", "flask.domain-from-SERVER_NAME", "0.5", "2.3",
     instead="SESSION_COOKIE_DOMAIN",
     why="The cookie goes to the host that set it, unless told otherwise.")
fact("behaviour", "flask.aware-expiration-time", "2.2",
     instead="sessioncompat.SessionInterface.get_expiration_time",
     why="A naive datetime cannot be compared with datetime.now(timezone.utc).")
fact("behaviour", "flask.context-session-can-be-assigned", "0.1", "3.1.3",
     instead="sessioncompat.set_session(session)",
     why="ctx.session is a read-only property that marks the session as accessed.")
fact("behaviour", "flask.reads-session-before-push", "0.1", gap=("3.1.3", "3.2"),
     instead="a context that was pushed",
     why="The session is opened by the push, and in 3.2 by the first look.")
fact("behaviour", "flask.pickles-cookie", "0.1", "0.10",
     why="Whoever knows the secret key could run code on the server.")
fact("behaviour", "flask.signs-with-an-empty-key", "0.1", "0.10",
     why="An empty secret key is no secret.")
fact("behaviour", "flask.signs-with-the-last-fallback-key", "3.1", "3.1.1",
     why="CVE-2025-47278: the stale key signed.")
fact("behaviour", "flask.varies-on-read", "1.0",
     why="A response that depends on the session says so to caches.")
fact("behaviour", "flask.varies-on-empty-read", "2.2.5", gap=("2.3", "2.3.2"),
     why="CVE-2023-30861: an empty session is a look at the cookie too.")
fact("behaviour", "flask.varies-on-refresh", "2.2.5", gap=("2.3", "2.3.2"),
     why="CVE-2023-30861: a cache handed out a refreshed cookie.")
fact("behaviour", "flask.varies-on-key-lookup", "3.1.3",
     why="CVE-2026-27205: `in` and `len` are looks too.")
fact("behaviour", "flask.rewrites-SESSION_COOKIE_DOMAIN", "1.0", "2.3",
     instead="app.session_interface.get_cookie_domain(app)",
     why="The first request put the domain it had worked out into the config.")
fact("behaviour", "werkzeug.takes-bytes-as-cookie", "0.1", "3.0",
     instead="value.decode()",
     why="A cookie is text.")
fact("behaviour", "werkzeug.takes-server_name-before-cookie", "0.7", "3.0", "2.3",
     instead="client.set_cookie(key, value, domain=...)",
     why="The domain became a keyword like the other attributes.")
fact("behaviour", "werkzeug.takes-anything-as-cookie", "0.1", "0.9",
     instead="str(value)",
     why="A cookie is text.")
fact("behaviour", "werkzeug.reads-dates-without-timezone", "0.1", "2.0",
     instead="datetime.now(timezone.utc)",
     why="An HTTP date is in UTC, and says so.")
fact("behaviour", "itsdangerous.counts-from-2011", "0.18", "1.0",
     why="Timestamps count from 1970 since 1.0, which aged older cookies by 41 years.")
fact("behaviour", "itsdangerous.signs-with-the-last-of-many-keys", "2.0.0",
     why="Keys can be rotated without logging anybody out.")
