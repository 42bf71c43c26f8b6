"""
``config["SESSION_COOKIE_DOMAIN"]`` changes by itself from Flask 1.0 until 2.3.

The first request there puts into the config what Flask made of
``SERVER_NAME``, and ``False`` where there is no domain. Code that reads the
key gets another value than was set. ``get_cookie_domain(app)`` of the session
interface is right since Flask 0.8.

The fix is an unsafe one, because who wanted the setting itself still does.

See https://github.com/pallets/flask/issues/2282

Before, on Flask >=1.0,<3.2::

    from flask import current_app

    def domain():
        return current_app.config["SESSION_COOKIE_DOMAIN"]

After::

    from flask import current_app

    def domain():
        return current_app.session_interface.get_cookie_domain(current_app)

Upstream: https://github.com/pallets/flask/pull/2282
"""

from __future__ import annotations

from typing import Iterator

from ...history import BY_PATH, release
from ..finding import Applicability, Finding
from ..fixes import fix, is_simple, replace
from ..rule import Rule, Use
from ..vocabulary import CONFIG

ROW = BY_PATH["flask.rewrites-SESSION_COOKIE_DOMAIN"]
METHOD = BY_PATH["flask.sessions.SessionInterface.get_cookie_domain"]
rule = Rule(__name__, code="SC306")


@rule.check("SESSION_COOKIE_DOMAIN", strings=True)
def check_read(use: Use) -> Iterator[Finding]:
    node, config = _read(use)
    if node is None or config is None or use.guarded():
        return
    typed = use.semantics.is_a(config, CONFIG)
    affected = [r for r in use.range.flask.releases if ROW.exists_in(r)]
    if typed is None or not affected:
        return
    oldest = min(affected, key=release)
    yield rule.finding(
        use,
        f"Flask {ROW.added} to {ROW.removed} change this key by themselves, and"
        f" {use.range.describe(oldest)}. Ask `{ROW.instead}`.",
        node=node,
        sure=typed.sure,
        fix=_fix(use, node, config),
    )


def _read(use: Use):
    parent = use.parent
    if parent is not None and parent.type == "subscript":
        outer = use.source.parent(parent)
        if outer.type == "assignment" and outer.child_by_field_name("left") == parent:
            return None, None
        return parent, parent.child_by_field_name("value")
    if parent is not None and parent.type == "argument_list":
        call = use.source.parent(parent)
        function = call.child_by_field_name("function")
        if call.type == "call" and function.type == "attribute":
            if use.text(function.child_by_field_name("attribute")) == "get":
                return call, function.child_by_field_name("object")
    return None, None


def _fix(use: Use, node, config):
    if config.type != "attribute":
        return None
    app = config.child_by_field_name("object")
    if not is_simple(app) or use.text(config.child_by_field_name("attribute")) != "config":
        return None
    if not use.range.from_(METHOD.added):
        return None
    name = use.text(app)
    text = f"{name}.session_interface.get_cookie_domain({name})"
    return fix("Ask the session interface", [replace(node, text)], Applicability.UNSAFE)
