"""
Assigning ``app.open_session`` or ``app.save_session`` does nothing since
Flask 1.0.

Extensions replaced these two until session interfaces came with Flask 0.8.
Flask 1.0 and later never call them and say nothing: sessions meant for a
server or a database travel in the cookie, where their owner can read them.

The fix keeps the functions and calls ``adopt_hooks`` of ``sessioncompat``
once both are in place; it makes them the session interface of the
application, and changes nothing before Flask 1.0. Without the package, write
a class derived from ``SessionInterface`` and assign
``app.session_interface``.

Leave it where ``hasattr(app, "session_interface")`` guards it for Flask
before 0.8; that is not reported.

See https://github.com/pallets/flask/issues/2347

Before::

    from flask import Flask
    from store import load, store

    app = Flask(__name__)
    app.open_session = load
    app.save_session = store

After::

    from flask import Flask
    from sessioncompat import adopt_hooks
    from store import load, store

    app = Flask(__name__)
    app.open_session = load
    app.save_session = store
    adopt_hooks(app)
"""

from __future__ import annotations

from typing import Iterator

from ... import history
from .. import phrases
from ..finding import Finding
from ..fixes import add_import, fix, insert, is_simple
from ..guards import is_guarded
from ..rule import Rule, Use
from ..vocabulary import APP

ROW = history.BY_PATH["flask.calls-hooks-of-the-app"]
rule = Rule(__name__, code="SC302")


@rule.check(
    "open_session", "save_session", "make_null_session", dot=True,
    after=rb"[\s\\]*(?::[^=\n]*)?=(?!=)",
)
def check_assigned(use: Use) -> Iterator[Finding]:
    owner = use.owned_by(APP)
    gone = phrases.gone(use.range, ROW)
    if owner is None or gone is None or use.assignment is None or use.guarded():
        return
    app = use.text(use.object)
    following = list(_assignments_after(use, app))
    if _adopted(use, app):
        return
    yield rule.finding(
        use,
        f"Flask calls `{use.text(use.expression)}` no longer: that is {gone}."
        " Sessions are quietly kept in the cookie. Call"
        f" `sessioncompat.adopt_hooks({app})` after it, or assign a session interface.",
        node=use.assignment,
        sure=owner.sure,
        fix=None if following else _fix(use, app),
    )


def _block(use: Use):
    statement = use.source.parent(use.assignment)
    return statement, use.source.parent(statement)


def _assignments_after(use: Use, app: str) -> Iterator[str]:
    """Yield the hooks that are assigned later in the same block."""
    statement, block = _block(use)
    for other in block.named_children:
        if other.start_byte <= statement.start_byte or other.type != "expression_statement":
            continue
        text = use.text(other).replace(" ", "")
        for name in ("open_session", "save_session", "make_null_session"):
            if text.startswith(f"{app}.{name}="):
                yield name


def _adopted(use: Use, app: str) -> bool:
    for node in use.source.occurrences("adopt_hooks"):
        if not is_guarded(use.semantics, node) and node.start_byte > use.node.start_byte:
            return True
    return any(
        use.source.parent(node).type == "attribute"
        and use.source.parent(use.source.parent(node)).type == "assignment"
        and use.text(use.source.parent(node).child_by_field_name("object")) == app
        for node in use.source.occurrences("session_interface")
    )


def _fix(use: Use, app: str):
    if not is_simple(use.object):
        return None
    statement, block = _block(use)
    if statement.type != "expression_statement" or block.type not in ("block", "module"):
        return None
    start = use.source.line_start(statement.start_byte)
    indent = use.source.data[start : statement.start_byte].decode("latin-1")
    end = use.source.data.find(b"\n", statement.end_byte)
    rest = use.source.data[statement.end_byte : None if end < 0 else end].strip()
    if indent.strip(" \t") or (rest and not rest.startswith(b"#")):
        return None
    newline = use.source.newline.decode()
    if end < 0:
        call = insert(len(use.source.data), f"{newline}{indent}adopt_hooks({app})")
    else:
        call = insert(end + 1, f"{indent}adopt_hooks({app}){newline}")
    return fix(
        "Make the hooks the session interface with sessioncompat",
        [call, *add_import(use.semantics, "sessioncompat", "adopt_hooks")],
    )
