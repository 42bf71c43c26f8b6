"""
A name is imported that the oldest Flask of the range does not have.

You will see ``ImportError`` there. The classes of ``flask.sessions`` are in
``sessioncompat`` for every Flask, complete with what later releases added;
the fix imports them from there. For other names, raise the floor in your
metadata, or fall back in an ``except ImportError``, and nothing is reported.

See https://flask.palletsprojects.com/en/stable/changes/

Before, on Flask >=0.7,<3.2::

    from flask.sessions import SessionInterface, SessionMixin

    class StoredSession(dict, SessionMixin):
        pass

    class Sessions(SessionInterface):
        pass

After::

    from sessioncompat import SessionInterface, SessionMixin

    class StoredSession(dict, SessionMixin):
        pass

    class Sessions(SessionInterface):
        pass
"""

from __future__ import annotations

from typing import Iterator

from ... import history
from ...history import release
from .. import guards, phrases
from ..finding import Finding
from ..fixes import fix, has_comment, replace
from ..flaskrange import Range, first
from ..rule import Rule, Use

OURS = frozenset({"CallbackDict", "NullSession", "SecureCookieSession", "SessionInterface",
                  "SessionMixin"})  # fmt: skip
MODULES = ("flask.sessions", "flask.json.tag", "flask.globals", "flask.ctx", "flask.helpers")
#: Another rule knows more about these.
_ELSEWHERE = frozenset({"request_ctx", "app_ctx", "_cv_request", "_cv_app", "Session"})
rule = Rule(__name__, code="SC137")

_ROWS = {
    row.path: row
    for row in history.FACTS
    if row.kind in ("attribute", "module") and row.package == "flask"
}
_NAMES = sorted(
    path.rpartition(".")[2]
    for path in _ROWS
    if path.rpartition(".")[0] in (*MODULES, "flask")
    and path.rpartition(".")[2] not in _ELSEWHERE
    and path not in ("flask.session", "flask.ext")
)


def _may_be_newer(target: Range, name: str) -> bool:
    """Say whether a range lacks something of that name, or a module it may be in."""
    return any(
        target.not_yet(row) is not None
        for row in _ROWS.values()
        if row.kind == "module" or row.path.endswith("." + name)
    )


@rule.check(*_NAMES, needs=(b"from flask",), imported=("flask",), when=_may_be_newer)
def check_import(use: Use) -> Iterator[Finding]:
    if use.imported is None or use.imported.statement.type != "import_from_statement":
        return
    row = _row(use.imported.path)
    not_yet = phrases.not_yet(use.range, row) if row is not None else None
    if not_yet is None or use.guarded(guards.IMPORT):
        return
    edit = _fix(use)
    advice = (
        "Import it from `sessioncompat`, which has it everywhere."
        if edit is not None
        else "Raise the floor, or fall back in an `except ImportError`."
    )
    yield rule.finding(use, f"`{use.imported.path}` is {not_yet}. {advice}", fix=edit)


def _row(path: str) -> history.Fact | None:
    """Return the row of a name, or of its module where that came later."""
    rows = [_ROWS[p] for p in (path, path.rpartition(".")[0]) if p in _ROWS]
    return max(rows, key=lambda row: release(first(row))) if rows else None


def _fix(use: Use):
    statement = use.imported.statement
    items = statement.children_by_field_name("name")
    names = [use.text(item).split(" ")[0] for item in items]
    if not set(names) <= OURS or has_comment(statement):
        return None
    module = statement.child_by_field_name("module_name")
    return fix("Import it from sessioncompat", [replace(module, "sessioncompat")])
