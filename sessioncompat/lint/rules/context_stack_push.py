"""
``_request_ctx_stack.push`` and ``pop`` were removed in Flask 2.3.

Contexts push and pop themselves since Flask 0.3, and no stack is needed. You
will see ``AttributeError: '_FakeStack' object has no attribute 'push'``.

Leave it in code held to Flask before 2.3.

See https://flask.palletsprojects.com/en/stable/changes/#version-2-3-0

Before, on Flask >=1.0,<3.0::

    from flask import _request_ctx_stack

    def enter(ctx):
        _request_ctx_stack.push(ctx)

After::

    from flask import _request_ctx_stack

    def enter(ctx):
        ctx.push()

Upstream: https://github.com/pallets/flask/pull/4682
"""

from __future__ import annotations

import re
from typing import Iterator

from ...history import BY_PATH
from .. import phrases
from ..finding import Finding
from ..fixes import fix, primary, replace
from ..rule import Rule, Use, positional
from ..vocabulary import APP_STACK, STACK

ROW = BY_PATH["flask.globals._request_ctx_stack.push"]
_POPS = re.compile(rb"stack\.pop\b")
rule = Rule(__name__, code="SC127")


@rule.check("push", "pop", needs=(b"_ctx_stack",), origin=(b"_ctx_stack",))
def check_call(use: Use) -> Iterator[Finding]:
    owner = use.owned_by(STACK, APP_STACK)
    gone = phrases.gone(use.range, ROW)
    if owner is None or gone is None or use.call is None or use.guarded():
        return
    yield rule.finding(
        use,
        f"`{use.text(use.expression)}` is {gone}. Call `{use.name}()` of the context.",
        sure=owner.sure,
        fix=_fix(use),
    )


def _fix(use: Use):
    given = positional(use.call)
    if use.name != "push" or given is None or len(given) != 1:
        return None
    if _POPS.search(use.source.data):
        # A context that pushed itself and is popped by hand would think that it still runs.
        return None
    if use.source.parent(use.call).type != "expression_statement":
        return None
    context = primary(use.source, given[0])
    return fix("Let the context push itself", [replace(use.call, f"{context}.push()")])
