"""
A session class needs all five methods of a mapping since Flask 1.0.

``SessionMixin`` became a ``MutableMapping``, whose ``__getitem__``,
``__setitem__``, ``__delitem__``, ``__iter__`` and ``__len__`` are abstract.
You will see ``TypeError: Can't instantiate abstract class`` with the first
request. A class that derives from ``dict`` or ``CallbackDict`` first has them.

There is no fix: only you know where the data is.

A class that gets the methods from a base the lint cannot see is not reported.

See https://flask.palletsprojects.com/en/stable/changes/#version-1-0

Before::

    from flask.sessions import SessionMixin

    class UserSession(SessionMixin):
        def __getitem__(self, key):
            return self.data[key]

        def __setitem__(self, key, value):
            self.data[key] = value

After::

    from flask.sessions import SessionMixin

    class UserSession(dict, SessionMixin):
        pass
"""

from typing import Iterator

from ... import history
from .. import sessions_classes as classes
from ..finding import Finding
from ..rule import Rule, Use

ROW = history.BY_PATH["flask.sessions.SessionMixin.keys"]
METHODS = ("__getitem__", "__setitem__", "__delitem__", "__iter__", "__len__")
rule = Rule(__name__, code="SC111")


@rule.check("SessionMixin")
def check_methods(use: Use) -> Iterator[Finding]:
    info = classes.class_with_base(use)
    if info is None or not use.range.reaches(ROW.added) or use.guarded():
        return
    if not use.semantics.is_path(use.expression, classes.MIXIN):
        return
    known = classes.ABSTRACT | classes.PLAIN | {classes.MIXIN}
    for base in info.base_nodes():
        if not classes.base_paths(info, base) <= known:
            return
    missing = [name for name in METHODS if info.member(name) is None]
    if not missing or len(missing) == len(METHODS) and _is_a_base(use, info.name):
        return
    if _is_a_base(use, info.name) and not _is_made(use, info.name):
        return
    yield rule.finding(
        use,
        f"`{info.name}` lacks {', '.join(f'`{name}`' for name in missing)}, and can't be made"
        f" since Flask {ROW.added}; {use.range.describe(use.range.flask.newest)}."
        " Define them, or derive from `dict` first.",
        node=info.node.child_by_field_name("name"),
    )


def _is_a_base(use: Use, name: str) -> bool:
    return any(
        (parent := use.source.parent(node)).type == "argument_list"
        and use.source.parent(parent).type == "class_definition"
        for node in use.source.occurrences(name)
    )


def _is_made(use: Use, name: str) -> bool:
    return any(
        (parent := use.source.parent(node)).type == "call"
        and parent.child_by_field_name("function") == node
        for node in use.source.occurrences(name)
    )
