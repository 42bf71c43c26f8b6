"""
A session cookie can't hold a ``set`` since Flask 0.10.

It holds JSON and no pickle since then. You will see ``TypeError: Object of
type set is not JSON serializable`` when the response is made. Store a list,
or keep the session on the server. Applications with a session interface of
their own may be able to store it, which is why this is only likely.

The consumer of python-openid keeps its own objects in the session it is given
(https://github.com/fedora-infra/python-fedora/issues/54): give it a wrapper
that turns them into text.

Before::

    from flask import session

    def remember():
        session["seen"] = set()

After::

    from flask import session

    def remember():
        session["seen"] = []
"""

from __future__ import annotations

from typing import Iterator

from ... import history
from .. import phrases
from ..finding import Finding, Sure
from ..rule import Rule, Use

ROW = history.BY_PATH["flask.pickles-cookie"]
CONSUMER = "openid.consumer.consumer.Consumer"
rule = Rule(__name__, code="SC135")


@rule.check(
    "session",
    needs=(b"flask",),
    used=("flask",),
    after=rb"\s*\[[^\]]*\]\s*=\s*(?:set\b|frozenset\b|lambda\b"
          rb"|\{(?!\s*(?:\}|'[^'\\\n]*'\s*:|\"[^\"\\\n]*\"\s*:))|[\w.]*timedelta\b)",
)
def check_item(use: Use) -> Iterator[Finding]:
    subscript = use.around
    gone = phrases.gone(use.range, ROW)
    if gone is None or subscript is None or subscript.type != "subscript":
        return
    if subscript.child_by_field_name("value") != use.expression:
        return
    assignment = use.source.parent(subscript)
    if assignment.type != "assignment" or assignment.child_by_field_name("left") != subscript:
        return
    if not use.semantics.is_path(use.expression, "flask.session"):
        return
    what = _unstorable(use, assignment.child_by_field_name("right"))
    data = use.source.data
    if what is None or b"session_interface" in data or b"flask_session" in data:
        return
    yield rule.finding(
        use,
        f"{what} can't be stored in a session cookie: the pickles that held it are {gone}."
        " Store a list or a text.",
        node=assignment,
        sure=Sure.LIKELY,
    )


@rule.check("Consumer", needs=(b"session",), after=rb"\s*\(")
def check_openid(use: Use) -> Iterator[Finding]:
    gone = phrases.gone(use.range, ROW)
    if gone is None or not use.arguments or b"session_interface" in use.source.data:
        return
    if not use.semantics.is_path(use.call.child_by_field_name("function"), CONSUMER):
        return
    if use.semantics.is_path(use.arguments[0], "flask.session"):
        yield rule.finding(
            use,
            "This consumer puts objects of python-openid into the session, and the pickles that"
            f" held them are {gone}. Give it a wrapper that stores text.",
            node=use.call,
        )


def _unstorable(use: Use, value) -> str | None:
    if value is None:
        return None
    if value.type in ("set", "set_comprehension"):
        return "A set"
    if value.type == "lambda":
        return "A function"
    if value.type == "call":
        function = value.child_by_field_name("function")
        text = use.text(function)
        if text in ("set", "frozenset") and not use.semantics.bindings(text):
            return "A set"
        if use.semantics.is_path(function, "datetime.timedelta"):
            return "A timedelta"
    return None
