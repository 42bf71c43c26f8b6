"""
A cookie that is unpickled runs the code that its sender put into it.

Whoever can send a cookie can make ``pickle.loads`` call any function of the
server. Flask's own cookies were pickles until 0.9, signed with the secret
key, and are JSON since 0.10. Use ``json``, or keep the data on the server.

What the session holds is signed, so that only who knows the secret key can do
that; keys have a way of getting known. Where the session is on the server it
is as safe as that server, which is why this is only likely.

There is no fix: what was pickled may not fit into JSON.

See https://docs.python.org/3/library/pickle.html

Before::

    import base64
    import pickle
    from flask import request

    def cart():
        return pickle.loads(base64.b64decode(request.cookies["cart"]))

After::

    import base64
    import json
    from flask import request

    def cart():
        return json.loads(base64.b64decode(request.cookies["cart"]).decode())
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable, Iterator

from ..cookies import origins
from ..finding import Finding, Sure
from ..rule import Rule, Use
from ..semantics import walk
from ..vocabulary import REQUEST

if TYPE_CHECKING:
    from tree_sitter import Node

_MODULES = ("pickle", "cPickle", "dill", "cloudpickle", "six.moves.cPickle", "jsonpickle")
PICKLES = frozenset(
    f"{module}.{name}"
    for module in _MODULES
    for name in ("loads", "decode", "load")
)
rule = Rule(__name__, code="SC402")


@rule.check("loads", "decode", needs=(b".cookies", b"session"), of=_MODULES, after=rb"\s*\(")
def check_call(use: Use) -> Iterator[Finding]:
    if use.call is None or not use.arguments:
        return
    if not use.semantics.paths(use.expression) & PICKLES:
        return
    values = list(origins(use, use.arguments[0]))
    if any(_comes_from(use, value, _is_cookies) for value in values):
        yield rule.finding(
            use,
            "Unpickling a cookie runs whatever code its sender put there. Use `json`, or keep"
            " the data on the server.",
            node=use.call,
        )
    elif any(_comes_from(use, value, _is_session) for value in values):
        yield rule.finding(
            use,
            "Unpickling what a session cookie holds lets everybody who learns the secret key run"
            " code. Use `json`, or keep the data on the server.",
            node=use.call,
            sure=Sure.LIKELY,
        )


def _is_cookies(use: Use, part: Node) -> bool:
    if part.type != "attribute":
        return False
    if use.text(part.child_by_field_name("attribute")) != "cookies":
        return False
    owner = part.child_by_field_name("object")
    return use.semantics.is_a(owner, REQUEST) is not None or use.text(owner) == "request"


def _is_session(use: Use, part: Node) -> bool:
    return use.semantics.is_path(part, "flask.session")


def _comes_from(
    use: Use, node: Node, source: Callable[[Use, Node], bool], steps: int = 3
) -> bool:
    """Say whether a source is a part of an expression, or of what its variables are bound to."""
    for part in [node, *walk(node, ("attribute", "identifier"), into_functions=True)]:
        if source(use, part):
            return True
        if part.type == "identifier" and steps:
            for binding in use.semantics.resolve(part):
                value = binding.value
                if binding.kind == "value" and value is not None and value != node:
                    if not value.start_byte <= part.start_byte < value.end_byte:
                        if _comes_from(use, value, source, steps - 1):
                            return True
    return False
