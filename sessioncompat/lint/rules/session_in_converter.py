"""
A URL converter can't use the session before Flask 1.1.

The URL was matched before the session was opened, and is again in Flask 2.0.0
alone. You will see ``RuntimeError: working outside of request context``, in
2.0.0 ``TypeError: 'NoneType' object is not subscriptable``. Let the converter
check the text alone, and look at the session in the view, or raise the floor
to Flask 2.0.1.

There is no fix: what the view should do is yours to say.

See https://flask.palletsprojects.com/en/stable/changes/#version-2-0-1

Before, on Flask >=1.0,<3.2::

    from flask import session
    from werkzeug.routing import BaseConverter

    class Own(BaseConverter):
        def to_python(self, value):
            return session["team"], value

After::

    from werkzeug.routing import BaseConverter

    class Own(BaseConverter):
        def to_python(self, value):
            return value
"""

from __future__ import annotations

from typing import Iterator

from ... import history
from ..finding import Finding
from ..rule import Rule, Use

AFTER_THE_FIRST = history.BY_PATH["flask.null-session-where-none-opened"]
ROW = history.BY_PATH["flask.matches-url-before-session"]
CONVERTERS = frozenset(
    f"werkzeug.routing.{module}{name}"
    for module in ("", "converters.")
    for name in ("BaseConverter", "UnicodeConverter", "PathConverter", "NumberConverter",
                 "IntegerConverter", "FloatConverter", "AnyConverter", "UUIDConverter")
)  # fmt: skip
rule = Rule(__name__, code="SC142")


def _matches_too_early(flask: str) -> bool:
    """Say whether a release asks converters before the session is there, or before it is known."""
    if ROW.exists_in(flask):
        return True
    # The first release asked them in the middle of a request, and those up to 0.6 in a context
    # that was not running yet.
    early = history.release(flask) < history.release(ROW.added)
    return early and AFTER_THE_FIRST.exists_in(flask)


@rule.check("session", needs=(b"to_python",), used=("flask",))
def check_read(use: Use) -> Iterator[Finding]:
    if use.imported is not None or not use.semantics.is_path(use.expression, "flask.session"):
        return
    function = use.semantics.enclosing_function(use.node)
    if function is None or use.text(function.child_by_field_name("name")) != "to_python":
        return
    info = use.semantics.enclosing_class(function)
    if info is None or not use.semantics.bases(info) & CONVERTERS:
        return
    early = [r for r in use.range.flask.releases if _matches_too_early(r)]
    if not early or use.guarded(frozenset({"RuntimeError"})):
        return
    yield rule.finding(
        use,
        f"Flask {early[-1]} matches the URL before there is a session, and"
        f" {use.range.describe(early[-1])}. Look at the session in the view.",
    )
