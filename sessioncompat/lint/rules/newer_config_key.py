"""
A key of the config is ignored by Flask releases that do not know it.

``SESSION_COOKIE_SAMESITE`` came with Flask 1.0, ``SESSION_COOKIE_PARTITIONED``
and ``SECRET_KEY_FALLBACKS`` with 3.1. An older Flask has nothing to say about
a key that it never reads: the cookie goes without the attribute, and rotating
the key logs everybody out.

Raise the floor, or give the application ``SecureCookieSessionInterface`` of
``sessioncompat``, which reads all of them on any Flask. A file that imports
sessioncompat, or sets an interface of its own, is not reported; nor is a key
that is set to what is the case without it.

There is no fix, because who opens the sessions is yours to say.

See https://flask.palletsprojects.com/en/stable/config/

Before, on Flask >=1.0,<3.2::

    from flask import Flask

    app = Flask(__name__)
    app.config["SESSION_COOKIE_PARTITIONED"] = True

After::

    from flask import Flask
    from sessioncompat import SecureCookieSessionInterface, init_extension

    app = Flask(__name__)
    app.config["SESSION_COOKIE_PARTITIONED"] = True
    init_extension(app, SecureCookieSessionInterface())
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Iterator

from ... import history
from .. import phrases
from ..appconfig import AFTER_KEYWORD, AFTER_STRING, BEFORE_KEYWORD, setting
from ..finding import Finding
from ..flaskrange import Range
from ..rule import Rule, Use

if TYPE_CHECKING:
    from tree_sitter import Node

_PREFIX = "flask.Flask.default_config["
#: The keys of sessions that came after the config itself.
ROWS = {
    row.path[len(_PREFIX) : -1]: row
    for row in history.FACTS
    if row.path.startswith((f"{_PREFIX}SESSION_", f"{_PREFIX}SECRET_KEY_"))
    and row.added != history.BY_PATH["flask.Flask.config"].added
}
#: What is the case where nothing reads the key.
_SWITCHED_ON = frozenset({"SESSION_COOKIE_HTTPONLY", "SESSION_REFRESH_EACH_REQUEST"})
_NOTHING = frozenset({"False", "None", "[]", "()", "''", '""'})
rule = Rule(__name__, code="SC319")


def _is_newer(target: Range, key: str) -> bool:
    return target.not_yet(ROWS[key]) is not None


@rule.check(*ROWS, strings=True, after=AFTER_STRING, when=_is_newer)
@rule.check(*ROWS, before=BEFORE_KEYWORD, after=AFTER_KEYWORD, when=_is_newer)
def check_key(use: Use) -> Iterator[Finding]:
    not_yet = phrases.not_yet(use.range, ROWS[use.name])
    if not_yet is None or b"session_interface" in use.source.data:
        return
    found = setting(use)
    if found is None or use.guarded() or _changes_nothing(use, found.value):
        return
    if "sessioncompat" in use.semantics._imported_roots:
        return
    yield rule.finding(
        use,
        f"`{use.name}` is {not_yet}, which ignores it. Raise the floor, or give the application"
        " `sessioncompat.SecureCookieSessionInterface`.",
        node=found.node,
        sure=found.sure,
    )


def _changes_nothing(use: Use, value: Node) -> bool:
    text = use.text(value)
    return text == "True" if use.name in _SWITCHED_ON else text in _NOTHING
