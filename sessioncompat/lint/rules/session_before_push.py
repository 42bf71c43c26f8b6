"""
The session of a context can't be read before it is pushed since Flask 3.1.3.

``app.test_request_context()`` makes a context and opens no session; pushing
it does. Reading ``ctx.session`` before gave ``None`` from Flask 0.7 on, and
is an ``AssertionError`` since Flask 3.1.3. Flask 3.2 opens the session then.
Push the context first, or use it in a ``with`` statement.

There is no fix: where the context ends is yours to say.

You will see ``AssertionError: The session has not yet been opened.``

See https://flask.palletsprojects.com/en/stable/changes/#version-3-1-3

Before::

    from flask import Flask

    app = Flask(__name__)
    ctx = app.test_request_context()
    print(ctx.session)

After::

    from flask import Flask

    app = Flask(__name__)
    ctx = app.test_request_context()
    with ctx:
        print(ctx.session)

Upstream: https://github.com/pallets/flask/commit/c17f379390731543eea33a570a47bd4ef76a54fa
"""

from __future__ import annotations

import re
from typing import Iterator

from ... import history
from ..finding import Finding
from ..rule import Rule, Use
from ..vocabulary import CONTEXT

ROW = history.BY_PATH["flask.reads-session-before-push"]
rule = Rule(__name__, code="SC134")


@rule.check(
    "session", needs=(b"request_context(",), origin=(b"request_context(",),
    beside=(rb"=(?:[\s\\(]|#[^\n]*\n)*[^=(#]*request_context\(",),
)
def check_read(use: Use) -> Iterator[Finding]:
    owner = use.owned_by(CONTEXT)
    if owner is None or use.is_stored or not use.range.lacks(ROW) or use.guarded():
        return
    if use.object.type != "identifier":
        return
    bindings = use.semantics.resolve(use.object)
    if len(bindings) != 1 or bindings[0].kind != "value" or bindings[0].value is None:
        return
    value = bindings[0].value
    if value.type != "call" or not use.text(value).partition("(")[0].endswith("request_context"):
        return
    name = re.escape(use.text(use.object).encode())
    between = use.source.data[value.end_byte : use.node.start_byte]
    pushed = rb"\b%(n)s\.(push|__enter__)\b|with\s+%(n)s\b|\(%(n)s\)" % {b"n": name}
    if re.search(pushed, between):
        return
    if use.semantics.scope_of(use.node) != bindings[0].scope:
        return
    yield rule.finding(
        use,
        f"`{use.text(use.expression)}` is read before the context is pushed, which fails since"
        f" Flask {ROW.gap[0]}; {use.range.describe(use.range.flask.newest)}. Push it first.",
        sure=owner.sure,
    )
