"""
A session class needs an ``accessed`` that can be set since Flask 3.1.3.

The running context sets ``session.accessed`` whenever it hands the session
out (CVE-2026-27205). A property without a setter, or ``__slots__`` without
room for it, makes every request fail with ``AttributeError``.

A class attribute, ``accessed = True``, works on every Flask; so does a
property with a setter.

You will see ``AttributeError: property 'accessed' of 'Session' object has no
setter`` with the first request. Leave a property where you never give such an
object to Flask.

See https://nvd.nist.gov/vuln/detail/CVE-2026-27205

Before::

    from flask.sessions import SessionMixin

    class StoredSession(dict, SessionMixin):
        @property
        def accessed(self):
            return True

After::

    from flask.sessions import SessionMixin

    class StoredSession(dict, SessionMixin):
        accessed = True

Upstream: https://github.com/pallets/flask/commit/c17f379390731543eea33a570a47bd4ef76a54fa
"""

from typing import Iterator

from ... import history
from ..finding import Finding
from ..rule import Rule, Use
from ..vocabulary import INTERFACE, SESSION

ROW = history.BY_PATH["flask.ctx.RequestContext.session"]
rule = Rule(__name__, code="SC113")


@rule.check("accessed", needs=(b"session", b"Session"), defined=True)
def check_property(use: Use) -> Iterator[Finding]:
    if use.parent is None or use.parent.type != "function_definition":
        return
    outer = use.source.parent(use.parent)
    info = use.semantics.enclosing_class(use.parent)
    if info is None or outer.type != "decorated_definition":
        return
    decorators = [use.text(c) for c in outer.named_children if c.type == "decorator"]
    if not any("property" in text for text in decorators):
        return
    typed = use.semantics.class_type(info)
    if typed is None or typed.name != SESSION or not use.range.reaches(ROW.added):
        return
    if b"accessed.setter" in use.source.bytes(info.node):
        return
    yield rule.finding(
        use,
        f"Flask {ROW.added} and later set `{info.name}.accessed`, which this property does not"
        " allow: no request gets its session. Add a setter, or write `accessed = True`.",
        node=use.node,
        sure=typed.sure,
    )


@rule.check("open_session", defined=True)
def check_slots(use: Use) -> Iterator[Finding]:
    """Look at the classes whose objects ``open_session`` returns."""
    if use.parent is None or use.parent.type != "function_definition":
        return
    interface = use.semantics.enclosing_class(use.parent)
    typed = use.semantics.class_type(interface) if interface is not None else None
    if typed is None or typed.name != INTERFACE or not use.range.reaches(ROW.added):
        return
    for value in use.semantics.returned(use.parent):
        if value.type != "call":
            continue
        for info in use.semantics.classes(value.child_by_field_name("function")):
            slots = info.member("__slots__")
            if slots is None or use.semantics.bases(info) - {"?object", "?dict"}:
                continue
            if b"accessed" in info.semantics.source.bytes(slots):
                continue
            yield rule.finding(
                use,
                f"Flask {ROW.added} and later set `accessed` on the session, and `__slots__` of"
                f" `{info.name}` has no room for it. Derive it from `SessionMixin`.",
                node=value,
                sure=typed.sure,
            )
