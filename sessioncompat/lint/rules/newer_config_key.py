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

What ``from_object()`` loads is read, too: classes with their bases, and modules,
of the same file or of another of the project, by themselves or by their dotted
names. A key in another file, or in what is only likely to be loaded, is reported
where it is loaded. What is picked from a dictionary is not known, of what the
environment names only the default, and files for ``from_pyfile()`` are not read.

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
from ..finding import Finding, Sure
from ..flaskrange import Range
from ..guards import is_guarded
from ..loaded import Loaded, loaded
from ..rule import Rule, Use
from ..semantics import Semantics

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


def is_newer(target: Range, key: str) -> bool:
    return target.not_yet(ROWS[key]) is not None


def _any_is_newer(target: Range, name: str) -> bool:
    return any(is_newer(target, key) for key in ROWS)


@rule.check(*ROWS, strings=True, after=AFTER_STRING, when=is_newer)
@rule.check(*ROWS, before=BEFORE_KEYWORD, after=AFTER_KEYWORD, when=is_newer)
def check_key(use: Use) -> Iterator[Finding]:
    if not is_newer(use.range, use.name) or _is_read(use):
        return
    found = setting(use)
    if found is None or use.guarded() or _changes_nothing(use.name, use.semantics, found.value):
        return
    yield _found(use, use.name, found.node, found.sure)


@rule.check("from_object", dot=True, when=_any_is_newer)
def check_loaded(use: Use) -> Iterator[Finding]:
    keys = [key for key in ROWS if is_newer(use.range, key)]
    if not keys or _is_read(use) or use.guarded():
        return
    for one in loaded(use):
        for key in keys:
            yield from _found_in(use, one, key)


def _is_read(use: Use) -> bool:
    """Say whether the file has something that may read every key."""
    if b"session_interface" in use.source.data:
        return True
    return "sessioncompat" in use.semantics._imported_roots


def _found_in(use: Use, one: Loaded, key: str) -> Iterator[Finding]:
    scope = next((scope for scope in one.scopes() if scope.bindings(key)), None)
    if scope is None:
        return
    semantics = scope.semantics
    places = [
        binding
        for binding in scope.bindings(key)
        if binding.kind == "value" and not _changes_nothing(key, semantics, binding.value)
    ]
    if not places or is_guarded(semantics, places[-1].node):
        return
    if semantics is use.semantics and one.sure is Sure.PROVED:
        node = semantics.source.parent(places[-1].node)
        yield _found(use, key, node, one.sure)
    else:
        yield _found(use, key, use.call, one.sure, f" of `{scope.name}`")


def _changes_nothing(key: str, semantics: Semantics, value: Node | None) -> bool:
    text = semantics.source.text(value) if value is not None else "None"
    return text == "True" if key in _SWITCHED_ON else text in _NOTHING


def _found(use: Use, key: str, node: Node, sure: Sure, of: str = "") -> Finding:
    return rule.finding(
        use,
        f"`{key}`{of} is {phrases.not_yet(use.range, ROWS[key])}, which ignores it. Raise the"
        " floor, or give the application `sessioncompat.SecureCookieSessionInterface`.",
        node=node,
        sure=sure,
    )
