"""
A session whose ``__setattr__`` stores data stores ``accessed`` too since
Flask 3.1.3.

The running context sets ``session.accessed`` whenever it hands the session
out (CVE-2026-27205). Where attributes are items, that becomes a key of the
stored session, and every session counts as changed. Let ``accessed`` through
to ``object.__setattr__``.

There is no fix: only you know which attributes are data.

See https://flask.palletsprojects.com/en/stable/changes/#version-3-1-3

Before::

    from flask.sessions import SessionMixin

    class AttributeSession(dict, SessionMixin):
        def __setattr__(self, name, value):
            self[name] = value

After::

    from flask.sessions import SessionMixin

    class AttributeSession(dict, SessionMixin):
        def __setattr__(self, name, value):
            if name == "accessed":
                object.__setattr__(self, name, value)
            else:
                self[name] = value

Upstream: https://github.com/pallets/flask/commit/c17f379390731543eea33a570a47bd4ef76a54fa
"""

from typing import Iterator

from ... import history
from ..finding import Finding
from ..rule import Rule, Use
from ..semantics import walk
from ..vocabulary import SESSION

ROW = history.BY_PATH["flask.ctx.RequestContext.session"]
rule = Rule(__name__, code="SC312")


@rule.check("__setattr__", needs=(b"SessionMixin", b"Session)", b"Session,"), defined=True)
def check_method(use: Use) -> Iterator[Finding]:
    if use.parent is None or use.parent.type != "function_definition":
        return
    info = use.semantics.enclosing_class(use.parent)
    typed = use.semantics.class_type(info) if info is not None else None
    if typed is None or typed.name != SESSION or not use.range.reaches(ROW.added):
        return
    body = use.parent.child_by_field_name("body")
    if b"accessed" in use.source.bytes(use.parent):
        return
    stores = any(
        (left := assignment.child_by_field_name("left")) is not None and left.type == "subscript"
        for assignment in walk(body, ("assignment",))
    )
    if stores and b"hasattr" not in use.source.bytes(body):
        yield rule.finding(
            use,
            f"Flask {ROW.added} and later set `accessed` on the session, which this stores as"
            " data. Let `accessed` through to `object.__setattr__`.",
            node=use.node,
            sure=typed.sure,
        )
