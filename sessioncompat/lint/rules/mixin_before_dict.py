"""
A session class can't name ``SessionMixin`` before ``dict`` since Flask 1.0.

The mixin became a ``MutableMapping``, and its abstract methods hide those of
the ``dict`` that comes after it. The class can be made, and the first look
into a session raises ``KeyError``, whatever is in it. With the mapping first,
the class works on every Flask that has the mixin.

You will see ``KeyError`` with the first look into a session, and nothing when
the class is made. Leave it where the class defines all the methods of a
mapping itself.

See https://flask.palletsprojects.com/en/stable/changes/#version-1-0

Before::

    from flask.sessions import SessionMixin

    class StoredSession(SessionMixin, dict):
        pass

After::

    from flask.sessions import SessionMixin

    class StoredSession(dict, SessionMixin):
        pass
"""

from typing import Iterator

from ... import history
from .. import sessions_classes as classes
from ..finding import Finding
from ..fixes import fix, replace
from ..rule import Rule, Use

ROW = history.BY_PATH["flask.sessions.SessionMixin.keys"]
rule = Rule(__name__, code="SC114")


@rule.check("SessionMixin")
def check_bases(use: Use) -> Iterator[Finding]:
    info = classes.class_with_base(use)
    if info is None or not use.range.reaches(ROW.added) or use.guarded():
        return
    if not use.semantics.is_path(use.expression, classes.MIXIN):
        return
    bases = info.base_nodes()
    place = bases.index(use.expression)
    if any(classes.is_concrete(classes.base_paths(info, b)) for b in bases[:place]):
        return
    late = [
        b
        for b in bases[place + 1 :]
        if classes.is_concrete(paths := classes.base_paths(info, b)) and classes.MIXIN not in paths
    ]
    if not late or info.member("__getitem__") is not None:
        return
    order = [b for b in bases if b != use.expression]
    order.insert(order.index(late[-1]) + 1, use.expression)
    argument_list = info.node.child_by_field_name("superclasses")
    text = classes.reordered(use.source, argument_list, order)
    yield rule.finding(
        use,
        f"Reading a `{info.name}` raises KeyError since Flask {ROW.added}, where `SessionMixin`"
        f" hides the methods of `{use.text(late[0])}`, and"
        f" {use.range.describe(use.range.flask.newest)}. Put `{use.text(late[-1])}` first.",
        node=argument_list,
        fix=fix("Put the mapping first", [replace(argument_list, text)] if text else None),
    )
