"""
``get_expiration_time`` returns an aware datetime since Flask 2.2.

Comparing it with ``datetime.utcnow()``, or taking one from the other, raises
``TypeError: can't compare offset-naive and offset-aware datetimes``.
``datetime.now(timezone.utc)`` is the other half since Flask 2.2;
``sessioncompat.SessionInterface`` returns an aware one on every Flask.

There is no fix, because other values may be compared with the same naive
datetime.

You will see it with the first permanent session. Leave it where the interface
has a ``get_expiration_time`` of its own, which is not reported.

See https://github.com/pallets/flask/issues/4645

Before::

    from datetime import datetime
    from flask.sessions import SessionInterface

    class Sessions(SessionInterface):
        def lifetime(self, app, session):
            return self.get_expiration_time(app, session) - datetime.utcnow()

After::

    from datetime import datetime, timezone
    from flask.sessions import SessionInterface

    class Sessions(SessionInterface):
        def lifetime(self, app, session):
            return self.get_expiration_time(app, session) - datetime.now(timezone.utc)
"""

from __future__ import annotations

from typing import Iterator

from ... import history
from ..cookies import method_call, origins
from ..finding import Finding
from ..rule import Rule, Use, arguments
from ..vocabulary import INTERFACE

ROW = history.BY_PATH["flask.aware-expiration-time"]
OPERATORS = ("comparison_operator", "binary_operator")
rule = Rule(__name__, code="SC126")


@rule.check("get_expiration_time", dot=True, beside=(rb"\b(?:utcnow|now)[\s\\]*\(",))
def check_operators(use: Use) -> Iterator[Finding]:
    owner = use.owned_by(INTERFACE)
    if owner is None or use.call is None or not use.range.reaches(ROW.added) or use.guarded():
        return
    if owner.cls is not None and owner.cls.member("get_expiration_time") is not None:
        return
    for place in _places(use):
        operation = use.source.parent(place)
        if operation is None or operation.type not in OPERATORS:
            continue
        for other in operation.named_children:
            if other != place and any(_is_naive(use, value) for value in origins(use, other)):
                yield rule.finding(
                    use,
                    f"`get_expiration_time` returns an aware datetime since Flask {ROW.added},"
                    f" and {use.range.describe(use.range.flask.newest)};"
                    f" `{use.text(other)}` is naive. Use `datetime.now(timezone.utc)`.",
                    node=operation,
                    sure=owner.sure,
                )


def _places(use: Use) -> list:
    """Return the call, and the uses of the variable it is assigned to."""
    found = [use.call]
    assignment = use.source.parent(use.call)
    if assignment is not None and assignment.type == "assignment":
        left = assignment.child_by_field_name("left")
        if left.type == "identifier":
            for node in use.source.occurrences(use.text(left)):
                if any(b.node == left for b in use.semantics.resolve(node)) and node != left:
                    found.append(node)
    return found


def _is_naive(use: Use, node) -> bool:
    name = method_call(use, node)
    return name == "utcnow" or name == "now" and not arguments(node) and "datetime" in use.text(node)
