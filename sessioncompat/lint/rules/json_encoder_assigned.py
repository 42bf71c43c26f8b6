"""
Assigning ``app.json_encoder`` or ``app.json_decoder`` does nothing since
Flask 2.3.

Python lets any attribute be set, so nobody complains: responses and session
cookies are made without it, and values that it knew are a ``TypeError`` or
another text. Reading it, to derive a class from it, is an ``AttributeError:
'Flask' object has no attribute 'json_encoder'``. A ``JSONProvider`` in
``app.json`` makes responses since Flask 2.2, and a ``JSONTag`` puts values of
your own into the session since 1.0.

There is no fix: a class with other methods takes its place.

See https://github.com/pallets/flask/issues/1351

Before::

    from flask import Flask
    from shop.json import Encoder

    app = Flask(__name__)
    app.json_encoder = Encoder

After::

    from flask import Flask
    from shop.json import Provider

    app = Flask(__name__)
    app.json = Provider(app)
"""

from __future__ import annotations

from typing import Iterator

from ... import history
from .. import phrases
from ..finding import Finding, Sure
from ..rule import Rule, Use
from ..semantics import Typed
from ..vocabulary import APP, APP_NAMES

_ENCODERS = frozenset({"flask.json.JSONEncoder", "flask.json.JSONDecoder"})
rule = Rule(__name__, code="SC311")


@rule.check("json_encoder", "json_decoder", dot=True)
def check_attribute(use: Use) -> Iterator[Finding]:
    row = history.BY_PATH[f"flask.Flask.{use.name}"]
    owner = use.owned_by(APP) or _given_an_encoder(use)
    gone = phrases.gone(use.range, row)
    if owner is None or gone is None or use.guarded():
        return
    what = "the assignment does nothing" if use.is_stored else "there is no such attribute"
    yield rule.finding(
        use,
        f"`{use.text(use.expression)}` is {gone}: {what}. Set `app.json` to"
        " a `JSONProvider`, and register a `JSONTag` for the session.",
        sure=owner.sure,
    )


def _given_an_encoder(use: Use) -> Typed | None:
    """Return that what a function is given is likely an application, as it is given Flask's encoder."""
    if use.assignment is None or use.object is None or use.text(use.object) not in APP_NAMES:
        return None
    bindings = use.semantics.resolve(use.object)
    if any(b.kind != "parameter" or b.value is None or b.value.type != "identifier" for b in bindings):
        return None
    value = use.assignment.child_by_field_name("right")
    for info in use.semantics.classes(value) if value is not None and bindings else ():
        if use.semantics.bases(info) & _ENCODERS:
            return Typed(APP, Sure.LIKELY)
    return None


@rule.check(
    "json_encoder", "json_decoder", before=rb"(?:^|[\n;:=])[ \t\f\\]*",
    # No keyword argument on a line of its own.
    after=rb"\s*[=:](?![^\n#;]*,[ \t]*\r?\n)",
)
def check_class_attribute(use: Use) -> Iterator[Finding]:
    if use.assignment is None or use.attribute is not None:
        return
    info = use.semantics.enclosing_class(use.node)
    if info is None or use.semantics.enclosing_function(use.node) is not None:
        return
    typed = use.semantics.class_type(info)
    gone = phrases.gone(use.range, history.BY_PATH[f"flask.Flask.{use.name}"])
    if typed is None or typed.name != APP or gone is None:
        return
    yield rule.finding(
        use,
        f"`{use.name}` of an application class is {gone}: it does nothing. Set"
        " `json_provider_class`, and register a `JSONTag` for the session.",
        sure=typed.sure,
    )
