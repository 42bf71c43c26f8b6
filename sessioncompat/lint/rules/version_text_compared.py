"""
Versions compared as text are compared wrongly.

``"0.9" > "0.10"`` and ``"3.1" < "3.10"``: code that asks
``flask.__version__ >= "0.10"`` takes the wrong branch and says nothing. Look
for the name you need, or compare tuples of numbers.

There is no fix. Comparing with ``==`` is right, and is not reported.

See https://github.com/pallets-eco/flask-debugtoolbar/issues/201

Before::

    import flask

    if flask.__version__ >= "0.10":
        signed = True

After::

    from flask.sessions import SecureCookieSessionInterface

    if hasattr(SecureCookieSessionInterface, "get_signing_serializer"):
        signed = True
"""

from __future__ import annotations

from typing import Iterator

from ..finding import Finding
from ..rule import Rule, Use

rule = Rule(__name__, code="SC309")


@rule.check("__version__", "flask_version", needs=(b"flask", b"werkzeug"), after=rb"[\s\\)]*[<>]")
@rule.check(
    "__version__", "flask_version", needs=(b"flask", b"werkzeug"), before=rb"[<>]=?[\s\\(]*[\w.\s\\]*"
)
def check_compared(use: Use) -> Iterator[Finding]:
    comparison = use.around
    if comparison is None or comparison.type != "comparison_operator":
        return
    if not use.semantics.paths(use.expression) & {"flask.__version__", "werkzeug.__version__"}:
        return
    operators = {child.type for child in comparison.children if not child.is_named}
    texts = [child for child in comparison.named_children if child.type == "string"]
    if texts and operators & {"<", ">", "<=", ">="}:
        yield rule.finding(
            use,
            f"`{use.text(comparison)}` compares text, where `\"0.9\"` is more than `\"0.10\"`."
            " Look for the name you need, or compare tuples of numbers.",
            node=comparison,
        )
