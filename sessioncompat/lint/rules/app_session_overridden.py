"""
``open_session`` and ``save_session`` of an application class are never called
since Flask 1.0.

Overriding them was the documented way before Flask 0.8. Flask 1.0 and later
ask the session interface and say nothing: sessions meant for a server travel
in the cookie. ``make_null_session`` went the same way.

Give the application a session interface instead; ``adopt_hooks`` of
``sessioncompat`` makes one of the methods as they are, and changes nothing
before Flask 1.0.

Leave methods that only you call.

See https://github.com/sagemath/sagenb/issues/176

Before::

    from flask import Flask

    class Shop(Flask):
        def open_session(self, request):
            return load(request)

        def save_session(self, session, response):
            store(session, response)

    app = Shop(__name__)

After::

    from flask import Flask
    from sessioncompat import adopt_hooks

    class Shop(Flask):
        def open_session(self, request):
            return load(request)

        def save_session(self, session, response):
            store(session, response)

    app = Shop(__name__)
    adopt_hooks(app)
"""

from __future__ import annotations

from typing import Iterator

from ... import history
from .. import phrases
from ..finding import Finding
from ..fixes import add_import, fix, insert
from ..rule import Rule, Use
from ..semantics import ClassInfo
from ..vocabulary import APP

ROW = history.BY_PATH["flask.calls-hooks-of-the-class"]
HOOKS = ("open_session", "save_session", "make_null_session")
rule = Rule(__name__, code="SC303")


@rule.check(*HOOKS, defined=True)
def check_method(use: Use) -> Iterator[Finding]:
    gone = phrases.gone(use.range, ROW)
    if gone is None or use.parent is None or use.parent.type != "function_definition":
        return
    info = use.semantics.enclosing_class(use.parent)
    if info is None or info.method(use.name) != use.parent or use.guarded():
        return
    typed = use.semantics.class_type(info)
    if typed is None or typed.name != APP or _adopted(use):
        return
    first = next(name for name in (n for n, _ in info.members()) if name in HOOKS)
    yield rule.finding(
        use,
        f"Flask calls `{info.name}.{use.name}` no longer: that is {gone}."
        " Sessions are quietly kept in the cookie. Call `sessioncompat.adopt_hooks(app)`"
        " once the application is made, or write a session interface.",
        sure=typed.sure,
        fix=_fix(use, info) if use.name == first else None,
    )


def _adopted(use: Use) -> bool:
    data = use.source.data
    return b"adopt_hooks" in data or b"session_interface" in data


def _fix(use: Use, info: ClassInfo):
    """Adopt the hooks where a module makes its one application of the class."""
    made = []
    for binding in (b for node in _callers(use, info) for b in node):
        made.append(binding)
    if len(made) != 1:
        return None
    name, statement = made[0]
    source = use.source
    end = source.data.find(b"\n", statement.end_byte)
    newline = source.newline.decode()
    if end < 0:
        call = insert(len(source.data), f"{newline}adopt_hooks({name})")
    elif source.data[statement.end_byte : end].strip():
        return None
    else:
        call = insert(end + 1, f"adopt_hooks({name}){newline}")
    return fix(
        "Make the methods the session interface with sessioncompat",
        [call, *add_import(use.semantics, "sessioncompat", "adopt_hooks")],
    )


def _callers(use: Use, info: ClassInfo) -> Iterator[list]:
    for node in use.source.occurrences(info.name):
        call = use.source.parent(node)
        if call is None or call.type != "call":
            continue
        if call.child_by_field_name("function") != node:
            continue
        assignment = use.source.parent(call)
        statement = use.source.parent(assignment)
        left = assignment.child_by_field_name("left") if assignment.type == "assignment" else None
        if left is None or left.type != "identifier":
            continue
        if statement.type == "expression_statement" and use.source.parent(statement).type == "module":
            yield [(use.text(left), statement)]
