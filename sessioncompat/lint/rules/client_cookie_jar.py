"""
``client.cookie_jar`` of the test client was removed in Werkzeug 3.0.

Tests look there for the session cookie. The client keeps its cookies itself
since Werkzeug 2.3, and hands them out by ``client.get_cookie("session")``,
with attributes of the same names. You will see ``AttributeError:
'FlaskClient' object has no attribute 'cookie_jar'``.

There is no fix, because the jar was used in many ways. For both sides, ask
``hasattr(client, "get_cookie")``.

See https://github.com/maxcountryman/flask-login/issues/747

Before::

    from flask import Flask

    app = Flask(__name__)

    def test_login():
        client = app.test_client()
        client.get("/login")
        assert list(client.cookie_jar)

After::

    from flask import Flask

    app = Flask(__name__)

    def test_login():
        client = app.test_client()
        client.get("/login")
        assert client.get_cookie("session") is not None

Upstream: https://github.com/miguelgrinberg/Flask-SocketIO/issues/1982
"""

from __future__ import annotations

from typing import Iterator

from ...history import BY_PATH
from .. import phrases
from ..finding import Finding, Sure
from ..rule import Rule, Use
from ..vocabulary import CLIENT

ROW = BY_PATH["werkzeug.test.Client.cookie_jar"]
rule = Rule(__name__, code="SC123")


@rule.check("cookie_jar")
def check_use(use: Use) -> Iterator[Finding]:
    gone = phrases.gone(use.range, ROW)
    sure = client_sure(use) if gone is not None else None
    if sure is None or use.guarded() or use.is_stored:
        return
    yield rule.finding(
        use,
        f"`{use.text(use.expression)}` is {gone}. Use {_instead(use)}.",
        sure=sure,
    )


def _instead(use: Use) -> str:
    client = use.text(use.object)
    return f"`{client}.get_cookie(\"session\")`"


def client_sure(use: Use) -> Sure | None:
    """Return how sure it is that the name belongs to Flask's test client."""
    if use.attribute is None:
        return None
    typed = use.owner
    if typed is not None:
        if typed.name != CLIENT or (typed.cls and typed.cls.member(use.name)):
            return None
        return typed.sure
    semantics = use.semantics
    if semantics.mentions_other_framework:
        return None
    if _is_made_here(use):
        return Sure.LIKELY
    if not semantics.mentions_flask and b"werkzeug" not in use.source.data:
        if not _has_flask_in_conftest(use):
            return None
    last = use.text(use.object).rpartition(".")[2]
    if last in ("client", "test_client", "flask_client") or _is_werkzeugs_jar(use):
        return Sure.LIKELY
    return None


def _is_made_here(use: Use) -> bool:
    """
    Say whether a file about Flask makes clients and uses something as only they are.

    The object itself may have come through a class or two.
    """
    data = use.source.data
    if b".test_client()" not in data or b"flask" not in data or b"CookieJar" in data:
        return False
    if use.name == "cookie_jar":
        return use.text(use.object) not in ("self", "cls")
    return bool(use.arguments) and use.text(use.arguments[0]).strip("'\"") == "localhost"


def _has_flask_in_conftest(use: Use) -> bool:
    """Say whether the fixtures of a test come from a file about Flask."""
    project = use.semantics.project
    conftest = project.module("conftest", use.source.path) if project is not None else None
    return conftest is not None and conftest.mentions_flask


def _is_werkzeugs_jar(use: Use) -> bool:
    """Say whether the attribute is used as no other cookie jar is."""
    around = use.around
    if use.name != "cookie_jar" or around is None or around.type != "attribute":
        return False
    name = use.text(around.child_by_field_name("attribute"))
    return name in ("inject_wsgi", "extract_wsgi", "_cookies")
