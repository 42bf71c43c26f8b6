"""
``set_cookie`` or ``delete_cookie`` gets an argument that the oldest Werkzeug
of the range does not know.

``samesite`` came with Werkzeug 0.14 and ``partitioned`` with 3.1;
``delete_cookie`` takes ``secure``, ``httponly`` and ``samesite`` since 2.0.
You will see ``TypeError: set_cookie() got an unexpected keyword argument``.

Raise the floor of Werkzeug in your metadata. A session interface that was
given to the application by ``init_extension`` of ``sessioncompat`` may pass
all of them on any release.

Leave an argument that stands behind a test for the release, or in a ``try``
with ``except TypeError``: it is not reported.

See https://github.com/pallets/flask/issues/2779

Before, on Flask >=0.12,<3.2::

    from flask import Response

    def remember():
        response = Response("ok")
        response.set_cookie("seen", "1", samesite="Lax")
        return response

After::

    from flask import Response

    def remember():
        response = Response("ok")
        response.headers.add("Set-Cookie", "seen=1; Path=/; SameSite=Lax")
        return response
"""

from typing import Iterator

from ... import history
from .. import phrases
from ..cookies import response_call
from ..finding import Finding
from ..flaskrange import Range
from ..guards import CALL
from ..rule import Rule, Use, keyword

ARGUMENTS = {
    "set_cookie": ("samesite", "partitioned"),
    "delete_cookie": ("secure", "httponly", "samesite", "partitioned"),
}
rule = Rule(__name__, code="SC119")


def _lacks_any(target: Range, name: str) -> bool:
    rows = (history.BY_PATH[f"werkzeug.wrappers.Response.{name}({a})"] for a in ARGUMENTS[name])
    return any(target.not_yet(row) is not None for row in rows)


@rule.check("set_cookie", "delete_cookie", dot=True, when=_lacks_any)
def check_arguments(use: Use) -> Iterator[Finding]:
    sure = response_call(use)
    if sure is None or use.guarded(CALL) or b"init_extension" in use.source.data:
        return
    for name in ARGUMENTS[use.name]:
        row = history.BY_PATH[f"werkzeug.wrappers.Response.{use.name}({name})"]
        value = keyword(use.source, use.call, name)
        not_yet = phrases.not_yet(use.range, row)
        if value is not None and not_yet is not None:
            yield rule.finding(
                use,
                f"`{name}` of `{use.name}` is {not_yet}. Raise the floor of Werkzeug, or let"
                " `sessioncompat.init_extension` set the interface up.",
                node=use.source.parent(value),
                sure=sure,
            )
