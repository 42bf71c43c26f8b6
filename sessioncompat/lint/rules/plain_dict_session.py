"""
``open_session`` can't return a plain ``dict`` since Flask 3.1.3.

The running context sets ``session.accessed`` whenever it hands the session
out (CVE-2026-27205), and a dict has no room for it. You will see
``AttributeError: 'dict' object has no attribute 'accessed'`` with the first
use of the session. Return an object of a class that derives from ``dict``
and ``SessionMixin``.

There is no fix: the class is yours to name.

Leave it where the interface is never given to an application.

See https://flask.palletsprojects.com/en/stable/changes/#version-3-1-3

Before::

    from flask.sessions import SessionInterface

    class Sessions(SessionInterface):
        def open_session(self, app, request):
            return {}

        def save_session(self, app, session, response):
            response.vary.add("Cookie")

After::

    from flask.sessions import SessionInterface, SessionMixin

    class StoredSession(dict, SessionMixin):
        pass

    class Sessions(SessionInterface):
        def open_session(self, app, request):
            return StoredSession()

        def save_session(self, app, session, response):
            response.vary.add("Cookie")

Upstream: https://github.com/pallets/flask/commit/c17f379390731543eea33a570a47bd4ef76a54fa
"""

from typing import Iterator

from ... import history
from ..finding import Finding
from ..rule import Rule, Use
from ..vocabulary import INTERFACE

ROW = history.BY_PATH["flask.ctx.RequestContext.session"]
rule = Rule(__name__, code="SC136")


@rule.check("open_session", defined=True)
def check_returns(use: Use) -> Iterator[Finding]:
    if use.parent is None or use.parent.type != "function_definition":
        return
    info = use.semantics.enclosing_class(use.parent)
    typed = use.semantics.class_type(info) if info is not None else None
    if typed is None or typed.name != INTERFACE or not use.range.reaches(ROW.added):
        return
    for value in use.semantics.returned(use.parent):
        if _is_dict(use, value):
            yield rule.finding(
                use,
                f"Flask {ROW.added} and later set `accessed` on the session, which a plain dict"
                " does not allow. Return an object of a class that derives from `dict` and"
                " `SessionMixin`.",
                node=value,
                sure=typed.sure,
            )


def _is_dict(use: Use, value) -> bool:
    if value.type in ("dictionary", "dictionary_comprehension"):
        return True
    if value.type == "call":
        function = value.child_by_field_name("function")
        return function.type == "identifier" and use.text(function) == "dict"
    if value.type == "identifier":
        bindings = use.semantics.resolve(value)
        return bool(bindings) and all(
            b.kind == "value" and b.value is not None and b.value.type != "identifier"
            and _is_dict(use, b.value)
            for b in bindings
        )  # fmt: skip
    return False
