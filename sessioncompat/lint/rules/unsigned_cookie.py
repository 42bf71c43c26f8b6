"""
A cookie's signature is switched off.

``loads_unsafe`` of itsdangerous reads what does not carry a valid signature,
and ``NoneAlgorithm`` makes one that anybody can make: whoever edits the
cookie is whoever he says. Use ``loads``, and leave the algorithm alone.

There is no fix: code that has to read foreign cookies must not trust them.

See https://itsdangerous.palletsprojects.com/en/stable/serializer/

Before::

    from flask import request
    from itsdangerous import URLSafeSerializer

    def user(key):
        return URLSafeSerializer(key).loads_unsafe(request.cookies["user"])[1]

After::

    from flask import request
    from itsdangerous import URLSafeSerializer

    def user(key):
        return URLSafeSerializer(key).loads(request.cookies["user"])
"""

from __future__ import annotations

from typing import Iterator

from ..finding import Finding, Sure
from ..rule import Rule, Use

rule = Rule(__name__, code="SC403")


@rule.check("loads_unsafe", needs=(b"itsdangerous",))
def check_call(use: Use) -> Iterator[Finding]:
    if use.call is None or "itsdangerous" not in use.semantics._imported_roots:
        return
    if b"cookies" not in use.source.bytes(use.call):
        return
    yield rule.finding(
        use,
        f"`{use.name}` reads cookies that nobody has signed. Use `loads`.",
        sure=Sure.PROVED,
    )


@rule.check("NoneAlgorithm", needs=(b"itsdangerous",))
def check_algorithm(use: Use) -> Iterator[Finding]:
    if use.imported is not None or use.call is None:
        return
    paths = {"itsdangerous.NoneAlgorithm", "itsdangerous.signer.NoneAlgorithm"}
    if use.semantics.paths(use.expression) & paths:
        yield rule.finding(
            use, "`NoneAlgorithm` signs nothing: anybody can make such a cookie. Leave it out."
        )
