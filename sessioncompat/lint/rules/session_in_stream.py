"""
What a streamed response puts into the session is lost.

The session is saved, and its cookie sent, before the generator of a streamed
response is asked for its first piece. ``stream_with_context`` keeps the
session readable there and takes changes without a word; nobody saves them.

Change the session in the view, before it returns the response. Do it once the
stream is made: on Flask 0.12 and earlier making it opens the session again
from the request's cookie, and what the view had changed until then is lost as
well (https://github.com/pallets/flask/issues/1348). That is right on every
Flask. A store of your own can be written to at any time.

There is no fix: where the change belongs is yours to say. Server-side
sessions that write through at once are the exception; leave it there.

Before::

    from flask import Response, session, stream_with_context

    def export():
        @stream_with_context
        def rows():
            session["exported"] = True
            yield "a,b"

        return Response(rows())

After::

    from flask import Response, session, stream_with_context

    def export():
        @stream_with_context
        def rows():
            yield "a,b"

        response = Response(rows())
        session["exported"] = True
        return response
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Iterator

from ..finding import Finding
from ..rule import Rule, Use
from ..semantics import walk

if TYPE_CHECKING:
    from tree_sitter import Node

STREAM = ("flask.stream_with_context", "flask.helpers.stream_with_context")
CHANGES = frozenset({"clear", "pop", "popitem", "setdefault", "update"})
rule = Rule(__name__, code="SC318")


@rule.check(
    "session", needs=(b"stream_with_context",), used=("flask",),
    after=rb"[\s\\]*(?:\[|\.[\s\\]*(?:clear|pop|popitem|setdefault|update)\b)",
)
def check_change(use: Use) -> Iterator[Finding]:
    if use.imported is not None or not use.semantics.is_path(use.expression, "flask.session"):
        return
    change = _change(use)
    function = use.semantics.enclosing_function(use.node)
    if change is None or function is None or not _is_generator(function):
        return
    if _is_streamed(use, function):
        yield rule.finding(
            use,
            "The session was saved before this runs, so that the change is lost. Change the"
            " session in the view, before it returns the response.",
            node=change,
        )


def _change(use: Use) -> Node | None:
    """Return the statement or call that changes the session, if the use is a part of one."""
    around = use.around
    if around is None:
        return None
    outer = use.source.parent(around)
    if around.type == "subscript" and around.child_by_field_name("value") == use.expression:
        if outer.type == "delete_statement":
            return outer
        if outer.type in ("assignment", "augmented_assignment"):
            return outer if outer.child_by_field_name("left") == around else None
    elif around.type == "attribute" and outer.type == "call":
        if use.text(around.child_by_field_name("attribute")) in CHANGES:
            return outer if outer.child_by_field_name("function") == around else None
    return None


def _is_generator(function: Node) -> bool:
    return next(walk(function.child_by_field_name("body"), ("yield",)), None) is not None


def _is_streamed(use: Use, function: Node) -> bool:
    """Say whether a generator function is decorated, or its generator wrapped."""
    outer = use.source.parent(function)
    for decorator in outer.named_children if outer.type == "decorated_definition" else ():
        if decorator.type == "decorator":
            if use.semantics.is_path(decorator.named_children[0], *STREAM):
                return True
    name = function.child_by_field_name("name")
    for node in use.source.occurrences(use.text(name)):
        call = use.source.parent(node)
        if call is None or call.type != "call" or call.child_by_field_name("function") != node:
            continue
        if not any(binding.node == name for binding in use.semantics.resolve(node)):
            continue
        wrapper = use.semantics.enclosing(call, "call")
        if wrapper is not None and use.semantics.is_path(
            wrapper.child_by_field_name("function"), *STREAM
        ):
            return True
    return False
