"""
A session interface sends its cookie with every response.

Flask itself stopped in 0.11: ``should_set_cookie`` says no where nothing
changed. A cookie with every response keeps caches from working, and brings a
session back that another request has just ended.

Ask ``self.should_set_cookie(app, session)`` before ``set_cookie``; with the
``SessionInterface`` of ``sessioncompat`` on every Flask.

There is no fix: what a session interface stores in between is its own
business.

Before::

    from flask.sessions import SessionInterface

    class Sessions(SessionInterface):
        def save_session(self, app, session, response):
            self.store(session)
            response.vary.add("Cookie")
            response.set_cookie("session", session.sid)

After::

    from flask.sessions import SessionInterface

    class Sessions(SessionInterface):
        def save_session(self, app, session, response):
            self.store(session)
            response.vary.add("Cookie")
            if self.should_set_cookie(app, session):
                response.set_cookie("session", session.sid)
"""

from __future__ import annotations

from typing import Iterator

from ... import history
from ..finding import Finding
from ..rule import Rule, Use
from ..semantics import walk
from ..vocabulary import INTERFACE

ROW = history.BY_PATH[f"{INTERFACE}.should_set_cookie"]
rule = Rule(__name__, code="SC304")


@rule.check("save_session", defined=True)
def check_method(use: Use) -> Iterator[Finding]:
    typed = own_interface(use)
    if typed is None or not use.range.reaches(ROW.added):
        return
    body = use.parent.child_by_field_name("body")
    text = use.source.bytes(body)
    if any(word in text for word in (b"should_set_cookie", b"modified", b"EACH_REQUEST")):
        return
    for call in walk(body, ("call",)):
        function = call.child_by_field_name("function")
        if function.type == "attribute" and use.text(function).endswith(".set_cookie"):
            yield rule.finding(
                use,
                "This cookie is sent with every response. Flask asks `should_set_cookie` since"
                f" {ROW.added}: write `if self.should_set_cookie(app, session):` before it.",
                node=function,
                sure=typed.sure,
            )
            return


def own_interface(use: Use):
    """Return the type of the session interface that the use is a method of."""
    if use.parent is None or use.parent.type != "function_definition":
        return None
    info = use.semantics.enclosing_class(use.parent)
    typed = use.semantics.class_type(info) if info is not None else None
    if typed is None or typed.name != INTERFACE or info.method(use.name) != use.parent:
        return None
    return typed
