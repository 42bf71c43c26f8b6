"""
``flask.json.JSONEncoder`` and ``JSONDecoder`` were removed in Flask 2.3.

They shaped the JSON of responses and, through ``app.json_encoder``, that of
session cookies. A ``JSONProvider`` makes responses since Flask 2.2, and a
``JSONTag`` puts values of your own into the session since Flask 1.0. You will
see ``ImportError: cannot import name 'JSONEncoder' from 'flask.json'``.

There is no fix: a class with other methods takes its place.

Leave it in an ``except ImportError`` after ``flask.json.provider``, which is
right on both sides.

See https://flask.palletsprojects.com/en/stable/changes/#version-2-3-0

Before::

    from flask.json import JSONEncoder

    class Encoder(JSONEncoder):
        def default(self, value):
            return str(value)

After::

    from flask.json.provider import DefaultJSONProvider

    class Provider(DefaultJSONProvider):
        @staticmethod
        def default(value):
            return str(value)
"""

from typing import Iterator

from ...history import BY_PATH
from .. import guards, phrases
from ..finding import Finding
from ..rule import Rule, Use

rule = Rule(__name__, code="SC132")


@rule.check("JSONEncoder", "JSONDecoder", needs=(b"flask",), of=("flask",))
def check_import(use: Use) -> Iterator[Finding]:
    row = BY_PATH[f"flask.json.{use.name}"]
    imported = use.imported is not None and use.imported.path == row.path
    attribute = use.attribute is not None and use.semantics.is_path(use.attribute, row.path)
    gone = phrases.gone(use.range, row)
    if gone is None or not (imported or attribute) or use.guarded(guards.IMPORT):
        return
    yield rule.finding(
        use, f"`{row.path}` is {gone}. Derive from `{row.instead}`, and for the session from"
        " `flask.json.tag.JSONTag`."
    )  # fmt: skip
