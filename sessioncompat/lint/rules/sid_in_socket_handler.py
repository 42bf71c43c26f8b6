"""
The session has no ``sid`` in the handlers of Flask-SocketIO since its 2.9.

It gives every client a copy of the session from when it connected, a plain
dict with nothing of the server-side session it came from. You will see
``AttributeError: 'dict' object has no attribute 'sid'``, or in later releases
``'_ManagedSession' object has no attribute 'sid'``
(https://github.com/miguelgrinberg/Flask-SocketIO/issues/540).

``SocketIO(manage_session=False)`` leaves sessions to Flask, as it was before
2.9; then handlers and views share them. Earlier releases do not know the
argument. Where the handlers only need something that tells clients apart,
``request.sid`` is theirs on every release; it is not the id of the session.

There is no fix: who shares what with whom is yours to say. Nothing is said
where the file has ``manage_session``.

Before::

    from flask import session
    from flask_socketio import SocketIO

    socketio = SocketIO()

    @socketio.on("connect")
    def connect():
        print(session.sid)

After::

    from flask import session
    from flask_socketio import SocketIO

    socketio = SocketIO(manage_session=False)

    @socketio.on("connect")
    def connect():
        print(session.sid)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Iterator

from ..finding import Finding, Sure
from ..rule import Rule, Use

if TYPE_CHECKING:
    from tree_sitter import Node

SOCKETIO = "flask_socketio.SocketIO"
NAMESPACE = "flask_socketio.Namespace"
rule = Rule(__name__, code="SC140")


@rule.check("sid", needs=(b"flask_socketio", b"flask.ext.socketio"), dot=True)
def check_read(use: Use) -> Iterator[Finding]:
    if use.is_stored or not use.semantics.is_path(use.object, "flask.session"):
        return
    if b"manage_session" in use.source.data or use.guarded():
        return
    sure = _handler(use)
    if sure is not None:
        yield rule.finding(
            use,
            f"`{use.text(use.expression)}` is nothing in a handler of Flask-SocketIO, which has a"
            " copy of the session. Make it with `manage_session=False`.",
            sure=sure,
        )


def _handler(use: Use) -> Sure | None:
    """Return how sure it is that the function is called by Flask-SocketIO."""
    function = use.semantics.enclosing_function(use.node)
    if function is None:
        return None
    info = use.semantics.enclosing_class(function)
    if info is not None:
        name = use.text(function.child_by_field_name("name"))
        is_namespace = NAMESPACE in use.semantics.bases(info) and name.startswith("on_")
        return Sure.PROVED if is_namespace else None
    outer = use.source.parent(function)
    for decorator in outer.named_children if outer.type == "decorated_definition" else ():
        owner = _owner(decorator) if decorator.type == "decorator" else None
        if owner is not None and owner.type == "identifier":
            found = _is_socketio(use, owner)
            if found is not None:
                return found
    return None


def _owner(decorator: Node) -> Node | None:
    """Return ``socketio`` of ``@socketio.on("connect")`` and ``@socketio.event``."""
    value = decorator.named_children[0]
    if value.type == "call":
        value = value.child_by_field_name("function")
    return value.child_by_field_name("object") if value.type == "attribute" else None


def _is_socketio(use: Use, owner: Node) -> Sure | None:
    for binding in use.semantics.resolve(owner):
        if binding.kind == "import":
            return Sure.LIKELY if use.text(owner) in ("socketio", "sio") else None
        if binding.value is not None and binding.value.type == "call":
            function = binding.value.child_by_field_name("function")
            if use.semantics.is_path(function, SOCKETIO):
                return Sure.PROVED
    return None
