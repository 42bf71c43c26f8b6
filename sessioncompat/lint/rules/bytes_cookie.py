"""
A cookie's value can't be bytes since Werkzeug 3.0.

``Signer.sign()`` returns bytes, and signed session ids go straight into
``set_cookie`` in many session extensions. You will see ``TypeError: cannot
use a string pattern on a bytes-like object``; Werkzeug 2.3 warns. Decoding
the value works on every release.

Leave it where the value is text already: nothing is said of what the lint
cannot see to be bytes.

See https://github.com/pallets-eco/flask-session/issues/189

Before::

    from flask import Response
    from itsdangerous import Signer

    def remember(app, session):
        response = Response("ok")
        value = Signer(app.secret_key).sign(session.sid)
        response.set_cookie("session", value)
        return response

After::

    from flask import Response
    from itsdangerous import Signer

    def remember(app, session):
        response = Response("ok")
        value = Signer(app.secret_key).sign(session.sid).decode("utf-8")
        response.set_cookie("session", value)
        return response

Upstream: https://github.com/pallets-eco/flask-session/issues/191
"""

from __future__ import annotations

from typing import Iterator

from ...history import BY_PATH
from .. import phrases
from ..cookies import NO_TEXT, method_call, origins, response_call, value_of
from ..finding import Finding, Sure
from ..fixes import fix, insert, quote
from ..rule import Rule, Use

ROW = BY_PATH["werkzeug.takes-bytes-as-cookie"]
rule = Rule(__name__, code="SC117")


#: Something that makes bytes, or is some.
_BYTES = (
    b"sign(", b"want_bytes", b"encode(",
    b" b'", b"(b'", b"=b'", b" B'", b"(B'", b"=B'", b' b"', b'(b"', b'=b"', b' B"', b'(B"', b'=B"',
)  # fmt: skip


@rule.check("set_cookie", needs=_BYTES, dot=True, after=NO_TEXT)
def check_value(use: Use) -> Iterator[Finding]:
    gone = phrases.gone(use.range, ROW)
    sure = response_call(use) if gone is not None else None
    if sure is None or use.guarded(frozenset({"TypeError"})):
        return
    for value in origins(use, value_of(use)):
        how = _bytes(use, value)
        if how is None:
            continue
        sign = how == "sign"
        text = f".decode({quote(use.source, value, 'utf-8')})"
        yield rule.finding(
            use,
            f"`{_short(use.text(value))}` is bytes, and a cookie of bytes is {gone}."
            " Add `.decode(\"utf-8\")`.",
            node=value,
            sure=sure,
            fix=fix("Decode the value", [insert(value.end_byte, text)]) if sign else None,
        )


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) < 60 else text[:57] + "..."


def _bytes(use: Use, node) -> str | None:
    name = method_call(use, node)
    if name == "sign" and _is_signer(use, node):
        return "sign"
    if name == "want_bytes" or name == "encode" and node.child_by_field_name("function").type == "attribute":
        if name == "want_bytes" or use.source.text(node).endswith(
            ("('utf-8')", '("utf-8")', "encode()", "('utf8')", '("utf8")', "('ascii')", '("ascii")')
        ):
            return "encode"
    if node.type == "string" and use.source.text(node)[:1] in "bB":
        return "literal"
    return None


def _is_signer(use: Use, call) -> bool:
    data = use.source.data
    return b"itsdangerous" in data and (b"Signer" in data or b"signer" in data)
