"""
A datetime comes back from the session with a timezone since Werkzeug 2.0.

Cookie sessions write datetimes as HTTP dates. Werkzeug read those as naive
datetimes and reads them as aware ones in UTC since 2.0, which Flask 2.0 asks
for. Comparing one with ``datetime.utcnow()`` or ``datetime.now()``, or taking
one from the other, is ``TypeError: can't compare offset-naive and
offset-aware datetimes`` or ``can't subtract`` them
(https://github.com/pallets/flask/issues/4466).

``datetime.now(timezone.utc)`` is the other half on Werkzeug 2.0 and later. For
both sides, give what was read a timezone where it has none:
``value.replace(tzinfo=timezone.utc)``, which changes nothing on a later one.

Leave it as it is where the session is on the server and keeps datetimes as
they were stored, as the pickles of Flask-Session before 0.7 did; the lint
does not see that, which is why this is only likely. There is no fix.

Before::

    from datetime import datetime
    from flask import session

    def idle():
        return datetime.utcnow() - session["seen"]

After::

    from datetime import datetime, timezone
    from flask import session

    def idle():
        return datetime.now(timezone.utc) - session["seen"].replace(tzinfo=timezone.utc)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Iterator

from ... import history
from .. import phrases
from ..cookies import method_call, origins
from ..finding import Finding, Sure
from ..rule import Rule, Use, arguments

if TYPE_CHECKING:
    from tree_sitter import Node

ROW = history.BY_PATH["werkzeug.reads-dates-without-timezone"]
OPERATORS = ("comparison_operator", "binary_operator")
_ITEM = rb"[\s\\)]*(?:\[|\.[\s\\]*(?:get|pop|setdefault)\b)"
_TO_THE_DOT = rb"\w+(?:[\s\\]*\.[\s\\]*\w+)*[\s\\]*\.[\s\\]*"
rule = Rule(__name__, code="SC139")


@rule.check(
    "utcnow", "now", needs=(b"session",), of=("datetime",), session=_ITEM,
    after=rb"\s*\(\s*\)[\s\\]*(?:[-+*/%|&^@<>!=]|in\b|is\b|not\b)",
)
@rule.check(
    "utcnow", "now", needs=(b"session",), of=("datetime",), session=_ITEM,
    before=rb"(?:[-+*/%|&^@<>]|==|[<>!]=|\bin|\bis|\bnot)[\s\\]*" + _TO_THE_DOT,
    after=rb"\s*\(\s*\)(?![\s\\]*\.)",
)
@rule.check(
    "utcnow", "now", needs=(b"session",), of=("datetime",), session=_ITEM,
    before=rb"(?<![\w.])\w+[\s\\]*(?::[^=\n]*)?=[\s\\]*" + _TO_THE_DOT,
    # All there is to assign, and no keyword argument among others.
    after=rb"\s*\(\s*\)[ \t\f]*(?:[#;\\\r\n]|\Z)",
)
def check_operation(use: Use) -> Iterator[Finding]:
    gone = phrases.gone(use.range, ROW)
    if gone is None or not is_naive(use, use.call) or use.guarded(frozenset({"TypeError"})):
        return
    for place in [use.call, *_named(use, use.call)]:
        operation = use.source.parent(place)
        if operation is None or operation.type not in OPERATORS:
            continue
        for other in operation.named_children:
            if other != place and any(_is_item(use, value) for value in origins(use, other)):
                yield rule.finding(
                    use,
                    f"A datetime without timezone from the session is {gone}, and"
                    f" `{use.text(place)}` has none. Use `datetime.now(timezone.utc)`.",
                    node=operation,
                    sure=Sure.LIKELY,
                )


def is_naive(use: Use, call: Node | None) -> bool:
    """Say whether an expression is a call that returns the time without a timezone."""
    if call is None or arguments(call):
        return False
    return use.semantics.is_path(
        call.child_by_field_name("function"),
        "datetime.datetime.utcnow", "datetime.datetime.now",
        "datetime.utcnow", "datetime.now",
    )  # fmt: skip


def _named(use: Use, call: Node) -> Iterator[Node]:
    """Yield the uses of the variable that the call is assigned to."""
    assignment = use.source.parent(call)
    left = assignment.child_by_field_name("left") if assignment.type == "assignment" else None
    if left is not None and left.type == "identifier":
        for node in use.source.occurrences(use.text(left)):
            if node != left and [b.node for b in use.semantics.resolve(node)] == [left]:
                yield node


def _is_item(use: Use, value: Node) -> bool:
    """Say whether a value is taken from the session as it is."""
    if value.type == "subscript":
        return use.semantics.is_path(value.child_by_field_name("value"), "flask.session")
    if method_call(use, value) not in ("get", "pop", "setdefault"):
        return False
    function = value.child_by_field_name("function")
    return function.type == "attribute" and use.semantics.is_path(
        function.child_by_field_name("object"), "flask.session"
    )
