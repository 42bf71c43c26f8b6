"""
``SERVER_NAME`` no longer gives the session cookie its domain since Flask 2.3.

Until then, ``SERVER_NAME = "example.com"`` made the cookie one for
``.example.com`` and all its subdomains. Since then it belongs to the host
that set it: subdomains lose the login, and a logout leaves the older cookie
behind. Set ``SESSION_COOKIE_DOMAIN`` where subdomains share sessions.

There is no fix, because most applications have no subdomains and are fine.
What stands in a class or a file of settings is only likely to be Flask's.

See https://github.com/pallets/flask/issues/5051

Before::

    from flask import Flask

    app = Flask(__name__)
    app.config["SERVER_NAME"] = "example.com"

After::

    from flask import Flask

    app = Flask(__name__)
    app.config["SERVER_NAME"] = "example.com"
    app.config["SESSION_COOKIE_DOMAIN"] = "example.com"

Upstream: https://github.com/pallets/flask/issues/5051
"""

from __future__ import annotations

import os
import re
from typing import Iterator

from ... import history
from .. import phrases
from ..appconfig import AFTER_KEYWORD, AFTER_STRING, BEFORE_KEYWORD, setting
from ..finding import Finding, Sure
from ..rule import Rule, Use
from ..source import string_value

ROW = history.BY_PATH["flask.domain-from-SERVER_NAME"]
_DOMAIN = re.compile(r"^(?!\d+(\.\d+){3}(:\d+)?$)[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:\d+)?$")
_SETTINGS = re.compile(r"(?i)config|settings")
_KEYS = re.compile(
    rb"\b(SECRET_KEY|SESSION_COOKIE_\w+|PERMANENT_SESSION_LIFETIME|APPLICATION_ROOT"
    rb"|PREFERRED_URL_SCHEME|SQLALCHEMY_\w+|WTF_\w+)\s*="
)
#: What could be a domain.
_VALUE = rb"[\s\\]*[a-zA-Z]*['\"]+[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::\d+)?['\"]"
#: Where the key of an application's config comes from, and not the one of a WSGI environment.
_CONFIG = rb"\.[\s\\]*config\b|\bConfig\b"
rule = Rule(__name__, code="SC305")


@rule.check("SERVER_NAME", strings=True, after=AFTER_STRING + _VALUE, beside=(_CONFIG,))
@rule.check(
    "SERVER_NAME", before=BEFORE_KEYWORD, after=AFTER_KEYWORD + _VALUE,
    beside=(_CONFIG, rb"\.(?:update|from_mapping)\b"),
)
def check_config(use: Use) -> Iterator[Finding]:
    found = setting(use)
    if found is not None:
        yield from _found(use, found.node, found.value, found.sure)


@rule.check("SERVER_NAME", after=AFTER_KEYWORD + _VALUE, beside=(_KEYS.pattern,))
def check_settings(use: Use) -> Iterator[Finding]:
    if use.assignment is None or use.attribute is not None or not use.is_stored:
        return
    if use.semantics.enclosing_function(use.node) is not None or not _is_settings(use):
        return
    value = use.assignment.child_by_field_name("right")
    yield from _found(use, use.assignment, value, Sure.LIKELY)


def _is_settings(use: Use) -> bool:
    """Say whether the name stands in a class or a file of settings, and beside others of Flask's."""
    info = use.semantics.enclosing_class(use.node)
    name = info.name if info is not None else os.path.basename(use.source.path)
    data = use.source.data
    if b"INSTALLED_APPS" in data or use.semantics.mentions_other_framework:
        return False
    return bool(_SETTINGS.search(name) and _KEYS.search(data))


def _found(use: Use, node, value, sure) -> Iterator[Finding]:
    gone = phrases.gone(use.range, ROW)
    text = string_value(use.source, value) if value is not None else None
    if gone is None or text is None or not _DOMAIN.match(text):
        return
    if b"SESSION_COOKIE_DOMAIN" in use.source.data or _is_test(use.source.path):
        return
    domain = text.partition(":")[0]
    yield rule.finding(
        use,
        f"The domain of the session cookie from `SERVER_NAME` is {gone}. If subdomains share"
        f" sessions, set `SESSION_COOKIE_DOMAIN` to {domain!r}.",
        node=node,
        sure=sure,
    )


def _is_test(path: str) -> bool:
    """Whether a file is a test, whose domains are made up."""
    return any(part.startswith(("test", "conftest")) for part in path.replace("\\", "/").split("/")[-3:])
