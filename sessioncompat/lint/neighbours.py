"""
Facts about the packages around Flask, and of its code that the shim never asks.

``history.py`` is the table that the shim is driven by and that every Flask is
asked about. What only the lint needs to know stands here, as rows of the same
kind.
"""

from __future__ import annotations

from ..history import BY_PATH, Fact

_OWN: dict[str, Fact] = {}


def fact(path: str) -> Fact:
    """Return the row about a name, from either table."""
    return _OWN.get(path) or BY_PATH[path]


def own_facts() -> list[Fact]:
    """Return the rows of this table alone."""
    return list(_OWN.values())


def _fact(
    kind: str,
    path: str,
    added: str,
    removed: str | None = None,
    deprecated: str | None = None,
    instead: str | None = None,
    why: str | None = None,
) -> None:
    _OWN[path] = Fact(path, kind, added, deprecated, removed, None, instead, why)


# Flask

_fact("attribute", "flask.globals._request_ctx_stack.push", "0.1", "2.3", "2.2",
      instead="ctx.push()",
      why="Contexts are kept in context variables since 2.2.")
_fact("attribute", "flask.json.JSONEncoder", "0.8", "2.3", "2.2",
      instead="flask.json.provider.DefaultJSONProvider",
      why="JSON is made by the application's JSON provider.")
_fact("attribute", "flask.json.JSONDecoder", "0.10", "2.3", "2.2",
      instead="flask.json.provider.DefaultJSONProvider",
      why="JSON is read by the application's JSON provider.")
_fact("parameter", "flask.Flask.process_response(ctx)", "3.2",
      why="Dispatch methods get the context first.")
_fact("behaviour", "flask.rewrites-SESSION_COOKIE_DOMAIN", "1.0", "2.3",
      instead="app.session_interface.get_cookie_domain(app)",
      why="The first request put the domain it had worked out into the config.")

# Werkzeug

_fact("instance", "werkzeug.test.Client.cookie_jar", "0.3", "3.0", "2.3",
      instead="client.get_cookie() and client.set_cookie()",
      why="The client keeps its cookies itself.")
_fact("parameter", "werkzeug.test.Client.set_cookie(server_name)", "0.6.2", "3.0", "2.3",
      instead="set_cookie(key, value, domain=…)",
      why="The domain became a keyword like the other attributes.")
_fact("behaviour", "werkzeug.takes-bytes-cookies", "0.1", "3.0", "2.3",
      instead="value.decode()",
      why="Cookies are text.")
_fact("behaviour", "werkzeug.takes-any-cookie", "0.1", "0.9",
      instead="str(value)",
      why="Cookies are text.")

# itsdangerous

_fact("attribute", "itsdangerous.json", "0.10", "2.1", "2.0",
      instead="json",
      why="The standard library has it.")
_fact("attribute", "itsdangerous.JSONWebSignatureSerializer", "0.10", "2.1", "2.0",
      instead="the authlib distribution",
      why="JSON web signatures are left to those who maintain them.")

# Python

_fact("attribute", "python.collections.MutableMapping", "2.6", "3.10", "3.3",
      instead="collections.abc.MutableMapping",
      why="The abstract base classes live in collections.abc.")

# Extensions

_fact("behaviour", "flask_login.keeps-user-on-the-request-context", "0.1", "0.6.2",
      instead="flask_login.current_user",
      why="The user is kept on flask.g.")
_fact("behaviour", "flask_login.keys-without-underscore", "0.1", "0.5",
      instead="flask_login.current_user",
      why="Session keys of Flask-Login start with an underscore.")
_fact("module", "flask_session.sessions", "0.1", "0.7",
      instead="flask_session.redis, flask_session.sqlalchemy, … and flask_session.base",
      why="Each backend became a module of its own.")
_fact("behaviour", "flask_session.pickles", "0.1", "0.7", "0.7",
      instead="SESSION_SERIALIZATION_FORMAT",
      why="Stored sessions are msgpack or JSON.")
