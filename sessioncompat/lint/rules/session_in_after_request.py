"""
Changes that an ``after_request`` function makes to the session are lost
before Flask 0.9.

The session was saved first there, and nobody says so. Change the session
before the view returns, or raise the floor to Flask 0.9.

There is no fix: where the change belongs is yours to say.

See https://flask.palletsprojects.com/en/stable/changes/#version-0-9

Before, on Flask >=0.8,<3.2::

    from flask import Flask, session

    app = Flask(__name__)

    @app.after_request
    def count(response):
        session["count"] = session.get("count", 0) + 1
        return response

After::

    from flask import Flask, session

    app = Flask(__name__)

    @app.before_request
    def count():
        session["count"] = session.get("count", 0) + 1
"""

from typing import Iterator

from ... import history
from .. import phrases
from ..finding import Finding
from ..rule import Rule, Use

ROW = history.BY_PATH["flask.saves-after-after_request"]
rule = Rule(__name__, code="SC316")


@rule.check(
    "session", needs=(b"after_request",), used=("flask",), after=rb"\s*\[",
    when=lambda target, name: target.not_yet(ROW) is not None,
)
def check_written(use: Use) -> Iterator[Finding]:
    subscript = use.around
    not_yet = phrases.not_yet(use.range, ROW)
    if not_yet is None or subscript is None or subscript.type != "subscript":
        return
    if not use.semantics.is_path(use.expression, "flask.session"):
        return
    outer = use.source.parent(subscript)
    written = outer.type in ("assignment", "augmented_assignment", "delete_statement")
    if not written or outer.child_by_field_name("right") == subscript:
        return
    function = use.semantics.enclosing_function(use.node)
    decorated = use.source.parent(function) if function is not None else None
    if decorated is None or decorated.type != "decorated_definition" or use.guarded():
        return
    for decorator in decorated.named_children:
        if decorator.type == "decorator" and use.text(decorator).endswith(".after_request"):
            yield rule.finding(
                use,
                f"Saving what `after_request` changes is {not_yet}: the change is lost there."
                " Change the session in the view, or in `before_request`.",
                node=outer,
            )
