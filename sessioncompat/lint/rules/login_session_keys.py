"""
The session keys of Flask-Login start with an underscore since 0.5.

``session["user_id"]`` is ``session["_user_id"]`` there, and so for ``fresh``
and ``id``. Reading the old key raises ``KeyError`` or finds nobody.
``current_user.get_id()`` of Flask-Login is right with every release.

Many applications keep a ``user_id`` of their own in the session, which is why
this is only likely, and nothing is said where a file of the package writes the
key, or where none imports Flask-Login.

There is no fix.

See https://github.com/maxcountryman/flask-login/issues/535

Before::

    from flask import session
    from flask_login import login_required

    @login_required
    def whoami():
        return session["user_id"]

After::

    from flask import session
    from flask_login import current_user, login_required

    @login_required
    def whoami():
        return current_user.get_id()

Upstream: https://github.com/maxcountryman/flask-login/issues/535
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Iterator

from ...history import BY_PATH
from .. import phrases
from ..finding import Finding, Sure
from ..rule import Rule, Use, keyword, positional
from ..semantics import parameters

if TYPE_CHECKING:
    from tree_sitter import Node

_LOGIN = re.compile(
    rb"^[ \t]*(?:from|import)[ \t]+flask(?:_|\.ext\.|ext\.)login\b"
    rb"|^[ \t]*from[ \t]+flask(?:\.ext|ext)[ \t]+import[ \t]+(?:\w+,[ \t]*)*login\b",
    re.M,
)
#: A key of the project's own, and code that knows of either. What tests put into the
#: session of a client is no sign: it may be a login of theirs.
_OWN = re.compile(
    rb"session[ \t]*\[[ \t]*u?['\"]user_id['\"][ \t]*\][ \t]*=(?!=)"
    rb"|session\.(?:setdefault|update)\([^)\n]*\buser_id\b|['\"]_user_id['\"]"
)
ROW = BY_PATH["flask_login.keys-without-underscore"]
rule = Rule(__name__, code="SC308")


@rule.check("user_id", strings=True, before=rb"session[\s\\]*\[[\s\\]*[a-zA-Z]*['\"]+")
@rule.check(
    "user_id", strings=True, before=rb"session[\s\\]*\.[\s\\]*get[\s\\]*\([\s\\]*[a-zA-Z]*['\"]+"
)
@rule.check(
    "user_id", strings=True, after=rb"['\"]+[\s\\]+(?:not[\s\\]+)?in[\s\\]+(?:\w+\.)?\w*session\b"
)
def check_key(use: Use) -> Iterator[Finding]:
    gone = phrases.gone(use.range, ROW)
    node, session = _read(use)
    if gone is None or not _is_the_session(use, session) or use.guarded(frozenset({"KeyError"})):
        return
    if not _says(use, _LOGIN) or _says(use, _OWN) or _is_the_extension(use):
        return
    yield rule.finding(
        use,
        f"The session key `user_id` of Flask-Login is {gone}; it is `_user_id` now."
        " Ask `current_user.get_id()`.",
        node=node,
        sure=Sure.LIKELY,
    )


def _says(use: Use, expression: re.Pattern[bytes]) -> bool:
    """Say whether the file says it, or another one of its package."""
    project = use.semantics.project
    if expression.search(use.source.data) is not None:
        return True
    return project is not None and project.says(use.source.path, expression)


def imports_login(use: Use) -> bool:
    """Say whether the file imports Flask-Login, by either name."""
    roots = use.semantics._imported_roots
    return "flask_login" in roots or b"flask.ext.login" in use.source.data


def _is_the_extension(use: Use) -> bool:
    """Say whether the file belongs to Flask-Login, whose keys are its own."""
    project = use.semantics.project
    return project is not None and project.module("flask_login", use.source.path) is not None


def _read(use: Use) -> tuple[Node | None, Node | None]:
    """Return the expression that reads the key, and what it is read from."""
    node = use.parent
    outer = use.source.parent(node) if node is not None else None
    if outer is None:
        return None, None
    if node.type == "subscript":
        written = outer.type == "assignment" and outer.child_by_field_name("left") == node
        return (None, None) if written else (node, node.child_by_field_name("value"))
    if node.type == "comparison_operator" and len(node.named_children) == 2:
        return node, node.named_children[1]
    function = outer.child_by_field_name("function") if outer.type == "call" else None
    if function is not None and function.type == "attribute" and use.text(function).endswith(".get"):
        return outer, function.child_by_field_name("object")
    return None, None


def _is_the_session(use: Use, node: Node | None) -> bool:
    if node is None or not use.text(node).endswith("session"):
        return False
    return use.semantics.is_path(node, "flask.session") or _is_given_the_session(use, node)


def _is_given_the_session(use: Use, node: Node) -> bool:
    """Say whether it is a parameter, and the session what the file's calls give to it."""
    semantics, name = use.semantics, use.text(node)
    bindings = semantics.resolve(node) if node.type == "identifier" else []
    if len(bindings) != 1 or bindings[0].kind != "parameter":
        return False
    function = bindings[0].scope
    called = function.child_by_field_name("name")
    names = parameters(use.source, function)
    if called is None or name not in names or not semantics.is_module(semantics.scope_of(function)):
        return False
    given = []
    for use_of_it in use.source.occurrences(use.text(called)):
        call = use.source.parent(use_of_it)
        if call is not None and call.type == "call" and call.child_by_field_name("function") == use_of_it:
            values = positional(call) or []
            at = names.index(name)
            given.append(values[at] if at < len(values) else keyword(use.source, call, name))
    return bool(given) and all(semantics.is_path(value, "flask.session") for value in given)
