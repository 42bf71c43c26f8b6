"""
``flask.sessions._tag`` was removed in Flask 1.0.

It turned values into the tagged JSON of the session cookie. Tags are classes
of ``flask.json.tag`` since Flask 1.0, and new ones are registered with the
serializer. You will see ``ImportError: cannot import name '_tag'``.

There is no fix, because a function becomes a class.

Leave it in an ``except ImportError`` after the new import, which is right on
both sides.

See https://github.com/pallets/flask/pull/2352

Before::

    from flask.sessions import _tag

    def store(value):
        return _tag(value)

After::

    from flask.json.tag import TaggedJSONSerializer

    def store(value):
        return TaggedJSONSerializer().tag(value)
"""

from typing import Iterator

from ... import history
from .. import guards, phrases
from ..finding import Finding
from ..rule import Rule, Use

ROW = history.BY_PATH["flask.sessions._tag"]
rule = Rule(__name__, code="SC108")


@rule.check("_tag", needs=(b"flask",), of=("flask",))
def check_tag(use: Use) -> Iterator[Finding]:
    gone = phrases.gone(use.range, ROW)
    if gone is None or use.guarded(guards.IMPORT):
        return
    imported = use.imported is not None and use.imported.path == ROW.path
    attribute = use.attribute is not None and use.semantics.is_path(use.attribute, ROW.path)
    if imported or attribute:
        yield rule.finding(
            use, f"`{ROW.path}` is {gone}. Register a `{ROW.instead}`, or call `tag()` of a"
            " `flask.json.tag.TaggedJSONSerializer`."
        )  # fmt: skip
