"""
A session interface reads a config key that the oldest Flask of the range does not have.

``SESSION_REFRESH_EACH_REQUEST`` came with Flask 0.11,
``SESSION_COOKIE_SAMESITE`` with 1.0, ``SESSION_COOKIE_PARTITIONED`` and
``SECRET_KEY_FALLBACKS`` with 3.1. Before that, nothing puts the key into the
config but who uses the extension. You will see ``KeyError`` when a session is
opened or saved.

``get`` gives ``None`` there, as Flask's own defaults mean nothing, and the fix
gives ``True`` for ``SESSION_REFRESH_EACH_REQUEST``, which is on by default.
Raise the floor if your users are to rely on the key.

Leave it where your package sets the key itself, as with
``app.config.setdefault()``: that is not reported. Nor is what other code than
an interface reads, which an application may have set before.

See https://flask.palletsprojects.com/en/stable/config/

Before, on Flask >=0.12,<3.2::

    from flask.sessions import SessionInterface

    class Sessions(SessionInterface):
        def open_session(self, app, request):
            return {"samesite": app.config["SESSION_COOKIE_SAMESITE"]}

After::

    from flask.sessions import SessionInterface

    class Sessions(SessionInterface):
        def open_session(self, app, request):
            return {"samesite": app.config.get("SESSION_COOKIE_SAMESITE")}
"""

from __future__ import annotations

import re
from typing import Iterator

from ... import history
from .. import phrases
from ..finding import Finding
from ..fixes import fix, replace
from ..rule import Rule, Use
from ..vocabulary import CONFIG, INTERFACE
from . import newer_config_key

#: The keys that came after session interfaces.
ROWS = {
    key: row
    for key, row in newer_config_key.ROWS.items()
    if history.release(row.added) > history.release(history.BY_PATH[INTERFACE].added)
}
#: What Flask sets it to, where that is not nothing.
_DEFAULTS = {"SESSION_REFRESH_EACH_REQUEST": ", True"}
_READ = rb"['\"]\s*\](?!\s*=[^=])"
#: A place where the key is not just read.
_MORE = {key: re.compile(rb"%s(?!%s)" % (key.encode(), _READ)) for key in ROWS}
rule = Rule(__name__, code="SC144")


@rule.check(*ROWS, strings=True, after=_READ, when=newer_config_key.is_newer)
def check_read(use: Use) -> Iterator[Finding]:
    not_yet, item = phrases.not_yet(use.range, ROWS[use.name]), use.parent
    if not_yet is None or item is None or item.type != "subscript" or _is_written(use, item):
        return
    info = use.semantics.enclosing_class(use.node)
    interface = use.semantics.class_type(info) if info is not None else None
    config = item.child_by_field_name("value")
    typed = use.semantics.is_a(config, CONFIG)
    if interface is None or interface.name != INTERFACE or typed is None:
        return
    if use.guarded(frozenset({"KeyError"})) or _is_known(use):
        return
    arguments = use.text(use.node) + _DEFAULTS.get(use.name, "")
    yield rule.finding(
        use,
        f"`{use.name}` is {not_yet}, where `{use.text(item)}` is a `KeyError`. Use `get`.",
        node=item,
        sure=min(interface.sure, typed.sure),
        fix=fix("Ask with get", [replace(item, f"{use.text(config)}.get({arguments})")]),
    )


def _is_written(use: Use, item) -> bool:
    around = use.source.parent(item)
    if around.type in ("assignment", "augmented_assignment"):
        return around.child_by_field_name("left") == item
    return around.type == "delete_statement"


def _is_known(use: Use) -> bool:
    """Say whether the package does more with the key than to read it."""
    project, more = use.semantics.project, _MORE[use.name]
    if more.search(use.source.data):
        return True
    return project is not None and project.says(use.source.path, more)
