"""
Integer keys come back from a session cookie as text since Flask 0.10.

The cookie holds JSON since then, whose keys are text: ``session["votes"] =
{1: "yes"}`` is ``{"1": "yes"}`` in the next request, and looking for ``1``
finds nothing. Write the keys as text. Applications that keep sessions
elsewhere may be fine, which is why this is only likely.

There is no fix: the keys are read elsewhere, too.

See https://github.com/pallets/flask/issues/1438

Before::

    from flask import session

    def vote():
        session["votes"] = {1: "yes", 2: "no"}

After::

    from flask import session

    def vote():
        session["votes"] = {"1": "yes", "2": "no"}
"""

from typing import Iterator

from ... import history
from .. import phrases
from ..finding import Finding, Sure
from ..rule import Rule, Use

ROW = history.BY_PATH["flask.pickles-cookie"]
rule = Rule(__name__, code="SC315")


_TEXT = rb"(?:'[^'\\\n]*'|\"[^\"\\\n]*\")"
#: The rest of a dictionary whose keys are texts, if that is easy to see.
_TEXT_KEYS = rb"\s*(?:" + _TEXT + rb"\s*:(?:[^{}'\"#,]|" + _TEXT + rb")*(?:,\s*|(?=\})))*\}"


@rule.check(
    "session", needs=(b"flask",), used=("flask",),
    after=rb"\s*\[[^\]]*\]\s*=\s*\{(?!" + _TEXT_KEYS + rb")",
)
def check_item(use: Use) -> Iterator[Finding]:
    subscript = use.around
    gone = phrases.gone(use.range, ROW)
    if gone is None or subscript is None or subscript.type != "subscript":
        return
    assignment = use.source.parent(subscript)
    if assignment.type != "assignment" or assignment.child_by_field_name("left") != subscript:
        return
    if not use.semantics.is_path(use.expression, "flask.session"):
        return
    data = use.source.data
    if b"session_interface" in data or b"flask_session" in data:
        return
    value = assignment.child_by_field_name("right")
    for pair in value.named_children if value.type == "dictionary" else ():
        key = pair.child_by_field_name("key") if pair.type == "pair" else None
        if key is not None and key.type in ("integer", "float", "true", "false"):
            yield rule.finding(
                use,
                f"The key `{use.text(key)}` comes back as text: the pickles that kept it are"
                f" {gone}. Write it as text.",
                node=key,
                sure=Sure.LIKELY,
            )
            return
