"""
``app.session_cookie_name`` was removed in Flask 2.3.

The ``SESSION_COOKIE_NAME`` config key names the cookie since Flask 0.3, and
reads the same before and after the attribute went. You will see
``AttributeError: 'Flask' object has no attribute 'session_cookie_name'`` with
the first request. Flask 2.2 warns.

A property of that name in your own application class is yours: it is not
reported where the class is known, or is in a file of the same folder or the
one above. What it reads from ``super()`` is. Inside a session interface,
``self.get_cookie_name(app)`` is the newer way, from Flask 2.0.

See https://github.com/pallets-eco/flask-session/issues/150

Before::

    from flask import current_app

    def cookie(request):
        return request.cookies.get(current_app.session_cookie_name)

After::

    from flask import current_app

    def cookie(request):
        return request.cookies.get(current_app.config["SESSION_COOKIE_NAME"])

Upstream: https://github.com/pallets-eco/flask-session/issues/150
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from typing import Iterator

from ... import history
from .. import phrases
from ..finding import Finding
from ..fixes import fix, quote, replace
from ..rule import Rule, Use
from ..semantics import Typed, parameters
from ..vocabulary import APP

NAME = history.BY_PATH["flask.Flask.session_cookie_name"]
CONFIG = history.BY_PATH["flask.Flask.config"]
#: A property, or an attribute of a class, and no variable that is given the name.
_DEFINED = re.compile(
    rb"^[ \t]+(?:def session_cookie_name\b"
    rb"|session_cookie_name[ \t]*=(?![^\n]*\.[ \t]*session_cookie_name\b))",
    re.M,
)
rule = Rule(__name__, code="SC101")


@rule.check("session_cookie_name", dot=True)
def check_read(use: Use) -> Iterator[Finding]:
    owner = use.owned_by(APP)
    gone = phrases.gone(use.range, NAME)
    if owner is None or gone is None or use.is_stored or use.guarded():
        return
    if is_its_own(use, owner):
        return
    yield rule.finding(
        use,
        f"`{use.text(use.expression)}` is {gone}."
        f" Read `{use.text(use.object)}.config[\"SESSION_COOKIE_NAME\"]`.",
        sure=owner.sure,
        fix=config_instead(use),
    )


@rule.check("session_cookie_name", needs=(b"super(",), dot=True)
def check_super(use: Use) -> Iterator[Finding]:
    gone = phrases.gone(use.range, NAME)
    if gone is None or use.attribute is None or not use.text(use.object).startswith("super("):
        return
    info = use.semantics.enclosing_class(use.node)
    typed = use.semantics.class_type(info) if info is not None else None
    function = use.semantics.enclosing_function(use.node)
    if typed is None or typed.name != APP or function is None or use.guarded():
        return
    names = parameters(use.source, function)
    if not names:
        return
    key = quote(use.source, use.node, "SESSION_COOKIE_NAME")
    instead = f"{names[0]}.config[{key}]"
    yield rule.finding(
        use,
        f"`{use.text(use.expression)}` is {gone}. Read `{instead}`.",
        sure=typed.sure,
        fix=fix("Use the SESSION_COOKIE_NAME config key", [replace(use.attribute, instead)])
        if use.range.always(CONFIG)
        else None,
    )


def is_its_own(use: Use, owner: Typed) -> bool:
    """Say whether the application's class defines the name itself, here or in a file nearby."""
    if owner.cls is not None:
        return owner.cls.member("session_cookie_name") is not None
    folder = os.path.dirname(os.path.abspath(use.source.path))
    return os.path.isfile(use.source.path) and (
        _is_defined_in(folder) or _is_defined_in(os.path.dirname(folder))
    )


@lru_cache(maxsize=1_000)
def _is_defined_in(folder: str) -> bool:
    try:
        with os.scandir(folder) as entries:
            files = [one.path for one in entries if one.name.endswith(".py") and one.is_file()]
        return any(_defines(path) for path in files[:200])
    except OSError:
        return False


def _defines(path: str) -> bool:
    with open(path, "rb") as file:
        start = file.read(200_000)
    return b"session_cookie_name" in start and _DEFINED.search(start) is not None


def config_instead(use: Use):
    """Return the fix that puts the config key in place of the attribute."""
    if not use.range.always(CONFIG):
        return None
    key = quote(use.source, use.node, "SESSION_COOKIE_NAME")
    return fix(
        "Use the SESSION_COOKIE_NAME config key",
        [replace(use.attribute, f"{use.text(use.object)}.config[{key}]")],
    )
