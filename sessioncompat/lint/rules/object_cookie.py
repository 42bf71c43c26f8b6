"""
A cookie's value must be text since Werkzeug 0.9.

``uuid4()`` makes an object, and session ids made of it go into ``set_cookie``
in many recipes. You will see ``TypeError: expected string or bytes-like
object``, or ``'UUID' object is not iterable``. ``str(sid)`` works on every release.

See https://github.com/pallets/flask/issues/3017

Before::

    from uuid import uuid4
    from flask import Response

    def login():
        response = Response("welcome")
        response.set_cookie("sid", uuid4())
        return response

After::

    from uuid import uuid4
    from flask import Response

    def login():
        response = Response("welcome")
        response.set_cookie("sid", str(uuid4()))
        return response
"""

from typing import Iterator

from ...history import BY_PATH
from .. import phrases
from ..cookies import NO_TEXT, origins, response_call, value_of
from ..finding import Finding
from ..fixes import fix, replace
from ..rule import Rule, Use

ROW = BY_PATH["werkzeug.takes-anything-as-cookie"]
FUNCTIONS = ("uuid.uuid1", "uuid.uuid3", "uuid.uuid4", "uuid.uuid5")
rule = Rule(__name__, code="SC118")


@rule.check("set_cookie", needs=(b"uuid",), dot=True, after=NO_TEXT)
def check_value(use: Use) -> Iterator[Finding]:
    gone = phrases.gone(use.range, ROW)
    sure = response_call(use) if gone is not None else None
    if sure is None:
        return
    given = value_of(use)
    for value in origins(use, given):
        if value.type != "call":
            continue
        if not use.semantics.is_path(value.child_by_field_name("function"), *FUNCTIONS):
            continue
        yield rule.finding(
            use,
            f"`{use.text(value)}` is no text, and a cookie of anything else is {gone}."
            " Write `str(…)` around it.",
            node=value,
            sure=sure,
            fix=fix("Make it text", [replace(given, f"str({use.text(given)})")]),
        )
