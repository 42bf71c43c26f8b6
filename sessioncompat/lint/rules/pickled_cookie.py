"""
A cookie that is unpickled runs the code that its sender put into it.

Whoever can send a cookie can make ``pickle.loads`` call any function of the
server. Flask's own cookies were pickles until 0.9, signed with the secret
key, and are JSON since 0.10. Use ``json``, or keep the data on the server.

There is no fix: what was pickled may not fit into JSON.

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

from typing import Iterator

from ..cookies import origins
from ..finding import Finding
from ..rule import Rule, Use
from ..semantics import walk
from ..vocabulary import REQUEST

PICKLES = frozenset(
    f"{module}.{name}"
    for module in ("pickle", "cPickle", "dill", "cloudpickle", "six.moves.cPickle", "jsonpickle")
    for name in ("loads", "decode", "load")
)
rule = Rule(__name__, code="SC402")


@rule.check("loads", "decode", needs=(b".cookies",), after=rb"\s*\(")
def check_call(use: Use) -> Iterator[Finding]:
    if use.call is None or not use.arguments:
        return
    paths = use.semantics.paths(use.expression)
    if not paths & PICKLES:
        return
    if any(_from_cookie(use, value) for value in origins(use, use.arguments[0])):
        yield rule.finding(
            use,
            "Unpickling a cookie runs whatever code its sender put there. Use `json`, or keep"
            " the data on the server.",
            node=use.call,
        )


def _from_cookie(use: Use, node, steps: int = 3) -> bool:
    """Say whether a request's cookies are a part of an expression."""
    for part in [node, *walk(node, ("attribute", "identifier"), into_functions=True)]:
        if part.type == "attribute":
            name = use.text(part.child_by_field_name("attribute"))
            if name == "cookies":
                owner = part.child_by_field_name("object")
                if use.semantics.is_a(owner, REQUEST) or use.text(owner) == "request":
                    return True
        elif part.type == "identifier" and steps:
            for binding in use.semantics.resolve(part):
                value = binding.value
                if binding.kind == "value" and value is not None and value != node:
                    if not value.start_byte <= part.start_byte < value.end_byte:
                        if _from_cookie(use, value, steps - 1):
                            return True
    return False
