"""
The code that the lint has for each thing that comes back, and what to write instead.

What Flask removed, and when, stands in :mod:`sessioncompat.history`. Here is
what only the bridge needs to know: which of the lint's rules is about it, and
the neighbours that are no session code and have neither row nor rule.
"""

from ..history import BY_PATH

#: Stands for every neighbour that the lint has no rule for.
NEIGHBOUR = "SC199"

#: The code of the lint's rule about a row of the history.
CODES = {
    "flask._app_ctx_stack": "SC103",
    "flask._request_ctx_stack": "SC103",
    "flask.globals._app_ctx_stack": "SC103",
    "flask.globals._request_ctx_stack": "SC103",
    "flask.globals._request_ctx_stack.push": "SC127",
    "flask.ctx.RequestContext.session": "SC104",
    "flask.Flask.open_session": "SC102",
    "flask.Flask.save_session": "SC102",
    "flask.Flask.make_null_session": "SC102",
    "flask.calls-hooks-of-the-app": "SC302",
    "flask.calls-hooks-of-the-class": "SC303",
    "flask.Flask.session_cookie_name": "SC101",
    "flask.Session": "SC106",
    "flask.session": "SC105",
    "flask.sessions.total_seconds": "SC109",
    "flask.helpers.total_seconds": "SC109",
    "flask.sessions._tag": "SC108",
    "flask.sessions.SecureCookieSession.load_cookie": "SC107",
    "flask.sessions.SecureCookieSession.save_cookie": "SC107",
    "flask.sessions.SecureCookieSession.serialize": "SC107",
    "flask.sessions.SecureCookieSession.should_save": "SC107",
    "flask.aware-expiration-time": "SC126",
    "flask.domain-from-SERVER_NAME": "SC305",
    "flask.Flask.before_first_request": NEIGHBOUR,
    "flask.Flask.json_encoder": "SC311",
    "flask.Flask.json_decoder": "SC311",
    "flask.json.JSONEncoder": "SC132",
    "flask.json.JSONDecoder": "SC132",
    "flask.ext": "SC125",
    "flask.__version__": "SC202",
    "werkzeug.contrib.cache": "SC121",
    "werkzeug.contrib.securecookie": "SC121",
    "werkzeug.contrib.sessions": "SC121",
    "werkzeug.security.safe_str_cmp": "SC122",
    "werkzeug.takes-bytes-as-cookie": "SC117",
    "werkzeug.takes-anything-as-cookie": "SC118",
    "werkzeug.takes-server_name-before-cookie": "SC124",
    "werkzeug.test.Client.cookie_jar": "SC123",
    "itsdangerous.JSONWebSignatureSerializer": "SC120",
    "itsdangerous.TimedJSONWebSignatureSerializer": "SC120",
    "itsdangerous.json": "SC120",
    "python.collections.MutableMapping": "SC112",
}

# What is old about a behaviour, which has no name; and about an assignment.
_SAYINGS = {
    "flask.calls-hooks-of-the-app": "A session hook assigned to the application is ignored",
    "flask.calls-hooks-of-the-class": "A session hook that overrides the application's is ignored",
    "flask.ctx.RequestContext.session": "`ctx.session` cannot be assigned",
    "flask.aware-expiration-time": "`get_expiration_time` is aware of its time zone",
    "flask.domain-from-SERVER_NAME": "The cookie domain is not made of `SERVER_NAME`",
    "werkzeug.takes-bytes-as-cookie": "A cookie cannot be bytes",
    "werkzeug.takes-anything-as-cookie": "A cookie has to be text",
    "werkzeug.takes-server_name-before-cookie": "`client.set_cookie` takes no server name first",
}

# What has a rule of the lint, and no row because no name or behaviour of Flask's shows it.
_OTHERS = {
    "session_cookie_name assigned": (
        "SC301", "`app.session_cookie_name` names no cookie when it is assigned",
        "app.config['SESSION_COOKIE_NAME'] = ...",
    ),
    "mapping before mixin": (
        "SC110", "`SessionMixin` is a MutableMapping", "class Session(SessionMixin, MutableMapping)",
    ),
    "mixin before dict": (
        "SC114", "`SessionMixin` before `dict` hides the data", "class Session(dict, SessionMixin)",
    ),
    "partial mapping": (
        "SC111", "`SessionMixin` has the five methods of a MutableMapping", "all five methods",
    ),
    "plain session": (
        "SC136", "A session needs room for `accessed`", "class Session(dict, SessionMixin)",
    ),
    "accessed read-only": (
        "SC113", "`session.accessed` is assigned", "an attribute, not a property",
    ),
    "session __setattr__": (
        "SC312", "`session.accessed` would become session data", "a __setattr__ that knows accessed",
    ),
}


class Old(object):
    """Something old: the code, what it is called, and what is said of it."""

    def __init__(self, code, name, message):
        self.code = code
        self.name = name
        self.message = message


_known = {}


def old(path):
    """Return what is known of something old, by the path of its row or its name here."""
    try:
        return _known[path]
    except KeyError:
        found = _known[path] = _look_up(path)
        return found


def neighbour(path, instead):
    """Make known a name that has neither a row nor a rule."""
    if path not in CODES and path not in _known:
        message = "`%s` is gone. Write %s." % (path, _code(instead))
        _known[path] = Old(NEIGHBOUR, path, message)
    return path


def _look_up(path):
    if path in _OTHERS:
        code, saying, instead = _OTHERS[path]
        return Old(code, path, "%s. Write %s." % (saying, _code(instead)))
    row = BY_PATH[path]
    since = row.removed or row.added
    release = "%s %s" % (row.package.title(), since)
    if path in _SAYINGS:
        message = "%s since %s." % (_SAYINGS[path], release)
    else:
        message = "`%s` is gone since %s." % (path, release)
    if row.instead:
        message += " Write %s." % _code(row.instead)
    return Old(CODES[path], path, message)


def _code(text):
    """Quote what is code, and leave what is prose."""
    return text if " " in text and "(" not in text and "=" not in text else "`%s`" % text
