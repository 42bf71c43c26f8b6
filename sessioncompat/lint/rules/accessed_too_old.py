"""
``session.accessed`` is new in Flask 1.0.

Before, sessions did not know whether somebody looked at them, and you will
see ``AttributeError: 'SecureCookieSession' object has no attribute
'accessed'``. ``getattr(session, "accessed", True)`` is right on both sides:
whoever cannot tell should say that it was looked at. The ``SessionMixin`` of
``sessioncompat`` has it on every Flask. Leave it where ``hasattr`` asks
first, which is not reported.

See https://flask.palletsprojects.com/en/stable/changes/#version-1-0

Before, on Flask >=0.12,<3.2::

    from flask import session

    def vary(response):
        if session.accessed:
            response.vary.add("Cookie")

After::

    from flask import session

    def vary(response):
        if getattr(session, "accessed", True):
            response.vary.add("Cookie")
"""

from __future__ import annotations

from typing import Iterator

from ... import history
from .. import phrases
from ..finding import Finding
from ..fixes import fix, quote, replace
from ..rule import Rule, Use
from ..vocabulary import SESSION

ROW = history.BY_PATH["flask.sessions.SessionMixin.accessed"]
rule = Rule(__name__, code="SC133")


@rule.check("accessed", needs=(b"session", b"Session"), dot=True)
def check_read(use: Use) -> Iterator[Finding]:
    owner = use.owned_by(SESSION)
    not_yet = phrases.not_yet(use.range, ROW)
    if owner is None or not_yet is None or use.is_stored or use.guarded():
        return
    data = use.source.data
    if owner.cls is not None or b"sessioncompat" in data or b"accessed = " in data:
        return
    name = quote(use.source, use.node, "accessed")
    yield rule.finding(
        use,
        f"`{use.text(use.expression)}` is {not_yet}. Write"
        f" `getattr({use.text(use.object)}, \"accessed\", True)`.",
        sure=owner.sure,
        fix=fix(
            "Allow for sessions without it",
            [replace(use.attribute, f"getattr({use.text(use.object)}, {name}, True)")],
        ),
    )
