"""
A session interface sends its cookie with every response.

Flask itself stopped in 0.11: ``should_set_cookie`` says no where nothing
changed. A cookie with every response keeps caches from working, and brings a
session back that another request has just ended.

Ask ``self.should_set_cookie(app, session)`` before ``set_cookie``; with the
``SessionInterface`` of ``sessioncompat`` on every Flask.

There is no fix: what a session interface stores in between is its own
business.

Leave it where every response is meant to extend the session, and no cache is
in between.

See https://github.com/pallets-eco/flask-session/issues/185

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

import re
from typing import TYPE_CHECKING, Iterator

from ... import history
from ..finding import Finding
from ..rule import Rule, Use
from ..semantics import FUNCTIONS
from ..vocabulary import INTERFACE

if TYPE_CHECKING:
    from tree_sitter import Node

ROW = history.BY_PATH[f"{INTERFACE}.should_set_cookie"]
_PRESENCE = re.compile(
    r"(not )?\w+(\.(sid|session_id|id))?|\w+ is (not )?None|(not )?self\.is_null_session\w+"
)
rule = Rule(__name__, code="SC304", ends_range=False)


@rule.check("save_session", defined=True)
def check_method(use: Use) -> Iterator[Finding]:
    typed = own_interface(use)
    if typed is None or not use.range.reaches(ROW.added):
        return
    for node in use.source.occurrences_in(use.parent, "set_cookie"):
        function = use.source.parent(node)
        call = use.source.parent(function)
        if function.type == "attribute" and call.type == "call":
            if use.semantics.enclosing(call, *FUNCTIONS) != use.parent:
                continue
            if any(_decides(use, condition) for condition in _conditions(use, call)):
                return
            yield rule.finding(
                use,
                "This cookie is sent with every response. Flask asks `should_set_cookie` since"
                f" {ROW.added}: write `if self.should_set_cookie(app, session):` before it.",
                node=function,
                sure=typed.sure,
            )
            return


def _conditions(use: Use, call: Node) -> Iterator[Node]:
    """Yield what has to hold for a call of the method to be reached."""
    previous = call
    for ancestor in use.source.ancestors(call):
        if ancestor.id == use.parent.id:
            return
        if ancestor.type in ("if_statement", "elif_clause", "conditional_expression", "boolean_operator"):
            yield ancestor.child_by_field_name("condition") or ancestor
        elif ancestor.type in ("while_statement", "for_statement", "except_clause", "match_statement"):
            yield ancestor
        elif ancestor.type == "block":
            for statement in ancestor.named_children:
                if statement.id == previous.id:
                    break
                if statement.type == "if_statement" and _leaves(statement):
                    yield statement.child_by_field_name("condition")
        previous = ancestor


def _leaves(statement: Node) -> bool:
    kinds = ("return_statement", "raise_statement")
    return any(block.type == "block" and any(child.type in kinds for child in block.named_children)
               for block in [statement.child_by_field_name("consequence")])  # fmt: skip


def _decides(use: Use, condition: Node) -> bool:
    """Say whether a condition may ask for more than whether there is a session at all."""
    text = use.text(condition).replace("(", "").replace(")", "")
    return _PRESENCE.fullmatch(text) is None and not _is_setting(use, condition)


def _is_setting(use: Use, condition: Node) -> bool:
    """Say whether a condition is an attribute that only ``__init__`` sets, the same for every request."""
    if condition.type == "not_operator":
        condition = condition.child_by_field_name("argument")
    if condition.type != "attribute" or use.text(condition).count(".") != 1:
        return False
    if not use.text(condition).startswith("self."):
        return False
    info = use.semantics.enclosing_class(use.parent)
    setters = set()
    for node in use.source.occurrences(use.text(condition.child_by_field_name("attribute"))):
        other = use.source.parent(node)
        around = use.source.parent(other) if other is not None else None
        if around is None or around.child_by_field_name("left") != other:
            continue
        home, function = use.semantics.enclosing_class(node), use.semantics.enclosing_function(node)
        if home is None or info is None or home.node != info.node or function is None:
            return False
        setters.add(use.text(function.child_by_field_name("name")))
    return setters == {"__init__"}


def own_interface(use: Use):
    """Return the type of the session interface that the use is a method of."""
    if use.parent is None or use.parent.type != "function_definition":
        return None
    info = use.semantics.enclosing_class(use.parent)
    typed = use.semantics.class_type(info) if info is not None else None
    if typed is None or typed.name != INTERFACE or info.method(use.name) != use.parent:
        return None
    return typed
