"""
The module ``flask.session`` was removed in Flask 0.10.

It held the session classes from Flask 0.5, and its name hid the ``session``
proxy: on Flask 0.8 and 0.9 importing it puts the module in place of
``flask.session``. You will see ``ModuleNotFoundError: No module named
'flask.session'``, or on Python 2 ``No module named session``. The classes live in
``flask.sessions`` since Flask 0.8, and were renamed there. For older Flask,
``sessioncompat`` has both.

``from flask.session import Session`` with ``Session(app)`` after it means the
extension Flask-Session, whose package is ``flask_session``.

Leave an import that stands in an ``except ImportError`` after one from
``flask.sessions``: it is not reported.

See https://flask.palletsprojects.com/en/stable/changes/#version-0-10

Before, on Flask >=0.8,<3.2::

    from flask.session import Session

    def empty():
        return Session()

After::

    from flask.sessions import SecureCookieSession as Session

    def empty():
        return Session()
"""

from __future__ import annotations

from functools import lru_cache
from typing import Iterator

from ... import history
from .. import guards, phrases
from ..finding import Finding
from ..fixes import fix, has_comment, replace
from ..lexical import IN_FLASK
from ..rule import Rule, Use
from ..source import Source

ROW = history.BY_PATH["flask.session"]
SESSIONS = history.BY_PATH["flask.sessions"]
NAMES = {"Session": "SecureCookieSession", "_NullSession": "NullSession"}
rule = Rule(__name__, code="SC105")


@rule.check("session", needs=(b"flask.session",), dot=True, before=IN_FLASK)
def check_import(use: Use) -> Iterator[Finding]:
    statement = use.semantics.enclosing(use.node, "import_from_statement", "import_statement")
    gone = phrases.gone(use.range, ROW)
    if statement is None or gone is None or use.guarded(guards.IMPORT):
        return
    dotted = use.parent
    if use.dotted != ROW.path:
        return
    if is_extension(use.source):
        message = (
            f"`flask.session` is no package: the module of that name is {gone}."
            " The extension Flask-Session is imported from `flask_session`."
        )
        yield rule.finding(use, message, node=dotted, fix=_extension(use, statement, dotted))
        return
    yield rule.finding(
        use,
        f"The module `flask.session` is {gone}. Import"
        " `SecureCookieSession` and `NullSession` from `flask.sessions`.",
        node=dotted,
        fix=_fix(use, statement),
    )


@lru_cache(maxsize=1)
def is_extension(source: Source) -> bool:
    """Say whether ``Session`` is called with an application, as the extension's is."""
    for node in source.occurrences("Session"):
        call = source.parent(node)
        if call is not None and call.type == "call":
            text = source.text(call.child_by_field_name("arguments"))
            if text.strip("() ") in ("app", "application", "self.app", "flask_app"):
                return True
    return b".init_app(" in source.data and b"Session()" in source.data


def _extension(use: Use, statement, dotted):
    if statement.type != "import_from_statement":
        return None
    return fix("Import Flask-Session from flask_session", [replace(dotted, "flask_session")])


def _fix(use: Use, statement):
    items = statement.children_by_field_name("name")
    if statement.type != "import_from_statement" or not items or has_comment(statement):
        return None
    imported = []
    for item in items:
        dotted = item.child_by_field_name("name") if item.type == "aliased_import" else item
        alias = item.child_by_field_name("alias") or dotted
        if use.text(dotted) not in NAMES:
            return None
        imported.append(f"{NAMES[use.text(dotted)]} as {use.text(alias)}")
    module = "flask.sessions" if use.range.always(SESSIONS) else "sessioncompat"
    text = f"from {module} import {', '.join(imported)}"
    return fix(f"Import the classes from {module}", [replace(statement, text)])
