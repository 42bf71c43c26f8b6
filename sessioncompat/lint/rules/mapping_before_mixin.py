"""
A session class can't name ``MutableMapping`` before ``SessionMixin`` since
Flask 1.0.

The mixin became a ``MutableMapping`` itself, and Python does not put a class
before one that derives from it. You will see ``TypeError: Cannot create a
consistent method resolution order (MRO)`` when the module is imported. With
the mixin first, the class works on every Flask that has the mixin.

Leave it where the range ends before Flask 1.0: there either order works.

See https://flask.palletsprojects.com/en/stable/changes/#version-1-0

Before::

    from collections.abc import MutableMapping
    from flask.sessions import SessionMixin

    class StoredSession(MutableMapping, SessionMixin):
        pass

After::

    from collections.abc import MutableMapping
    from flask.sessions import SessionMixin

    class StoredSession(SessionMixin, MutableMapping):
        pass
"""

from typing import Iterator

from ... import history
from .. import sessions_classes as classes
from ..finding import Finding
from ..fixes import fix, replace
from ..rule import Rule, Use

ROW = history.BY_PATH["flask.sessions.SessionMixin.keys"]
rule = Rule(__name__, code="SC110")


@rule.check("SessionMixin")
def check_bases(use: Use) -> Iterator[Finding]:
    info = classes.class_with_base(use)
    if info is None or not use.range.reaches(ROW.added) or use.guarded():
        return
    if not use.semantics.is_path(use.expression, classes.MIXIN):
        return
    bases = info.base_nodes()
    place = bases.index(use.expression)
    early = [b for b in bases[:place] if use.semantics.paths(b) & classes.ABSTRACT]
    if not early:
        return
    others = [b for b in bases if b not in early and b != use.expression]
    before = [b for b in others if bases.index(b) < place]
    after = [b for b in others if bases.index(b) > place]
    argument_list = info.node.child_by_field_name("superclasses")
    text = classes.reordered(
        use.source, argument_list, [*before, use.expression, *early, *after]
    )
    yield rule.finding(
        use,
        f"`{info.name}` can't be made since Flask {ROW.added}: `SessionMixin` is a"
        f" `MutableMapping` there, and {use.range.describe(use.range.flask.newest)}. Put"
        f" `SessionMixin` before `{use.text(early[0])}`.",
        node=argument_list,
        fix=fix("Put SessionMixin first", [replace(argument_list, text)] if text else None),
    )
