"""
The session keys of Flask-Login start with an underscore since 0.5.

``session["user_id"]`` is ``session["_user_id"]`` there, and so for ``fresh``
and ``id``. Reading the old key raises ``KeyError`` or finds nobody.
``current_user.get_id()`` of Flask-Login is right with every release.

Many applications keep a ``user_id`` of their own in the session, which is why
this is only likely, and nothing is said where the key is written.

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

from typing import Iterator

from ...history import BY_PATH
from .. import phrases
from ..finding import Finding, Sure
from ..rule import Rule, Use
from ..source import string_value

ROW = BY_PATH["flask_login.keys-without-underscore"]
rule = Rule(__name__, code="SC308")


@rule.check(
    "user_id", strings=True, needs=(b"flask_login", b"flask.ext.login"), session=rb"[\s\\)]*\[",
    before=rb"[\w)\]][\s\\]*\[[\s\\]*[a-zA-Z]*['\"]+",
)
def check_key(use: Use) -> Iterator[Finding]:
    gone = phrases.gone(use.range, ROW)
    if gone is None or not imports_login(use) or use.guarded(frozenset({"KeyError"})):
        return
    if not _is_session_item(use, use.parent) or _is_written(use) or _is_the_extension(use):
        return
    yield rule.finding(
        use,
        f"The session key `user_id` of Flask-Login is {gone}; it is `_user_id` now."
        " Ask `current_user.get_id()`.",
        node=use.parent,
        sure=Sure.LIKELY,
    )


def imports_login(use: Use) -> bool:
    """Say whether the file imports Flask-Login, by either name."""
    roots = use.semantics._imported_roots
    return "flask_login" in roots or b"flask.ext.login" in use.source.data


def _is_the_extension(use: Use) -> bool:
    """Say whether the file belongs to Flask-Login, whose keys are its own."""
    project = use.semantics.project
    return project is not None and project.module("flask_login", use.source.path) is not None


def _is_session_item(use: Use, subscript) -> bool:
    if subscript is None or subscript.type != "subscript":
        return False
    value = subscript.child_by_field_name("value")
    return use.semantics.is_path(value, "flask.session")


def _is_written(use: Use) -> bool:
    """Say whether the file keeps a key of that name itself."""
    for node in use.source.occurrences("session"):
        subscript = use.source.parent(node)
        if subscript is None or subscript.type != "subscript":
            continue
        key = subscript.child_by_field_name("subscript")
        outer = use.source.parent(subscript)
        if key is not None and string_value(use.source, key) == "user_id":
            if outer.type == "assignment" and outer.child_by_field_name("left") == subscript:
                return True
    return False
