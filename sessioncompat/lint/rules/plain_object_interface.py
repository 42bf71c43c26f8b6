"""
A session interface must derive from ``SessionInterface``.

A snippet that many copied derives it from ``object``, and it never worked as
published: Flask asks ``is_null_session`` and ``make_null_session`` since 0.8,
where session interfaces began. You will see ``AttributeError:
'MySessionInterface' object has no attribute 'is_null_session'``.

See https://flask.palletsprojects.com/en/stable/api/#session-interface

Before::

    from flask import Flask

    class Sessions(object):
        def open_session(self, app, request):
            return app.load(request)

        def save_session(self, app, session, response):
            app.store(session, response)

    app = Flask(__name__)
    app.session_interface = Sessions()

After::

    from flask import Flask
    from flask.sessions import SessionInterface

    class Sessions(SessionInterface):
        def open_session(self, app, request):
            return app.load(request)

        def save_session(self, app, session, response):
            app.store(session, response)

    app = Flask(__name__)
    app.session_interface = Sessions()
"""

from __future__ import annotations

from typing import Iterator

from ... import history
from ..finding import Finding, Sure
from ..fixes import add_import, fix, insert, replace
from ..rule import Rule, Use
from ..semantics import ClassInfo, parameters

ROW = history.BY_PATH["flask.sessions"]
rule = Rule(__name__, code="SC131")


@rule.check("open_session", defined=True)
def check_bases(use: Use) -> Iterator[Finding]:
    if use.parent is None or use.parent.type != "function_definition":
        return
    info = use.semantics.enclosing_class(use.parent)
    if info is None or use.semantics.bases(info) - {"?object"} or use.guarded():
        return
    save = info.method("save_session")
    if save is None or info.member("is_null_session") is not None:
        return
    if len(parameters(use.source, use.parent)) != 3 or len(parameters(use.source, save)) != 4:
        return
    if not use.range.reaches(ROW.added):
        return
    semantics = use.semantics
    if b"sessioncompat" in use.source.data or not semantics._is_flask_file:
        return
    if semantics.bindings("session_interface_from_hooks") or b"init_extension" in use.source.data:
        return
    yield rule.finding(
        use,
        f"`{info.name}` is no `SessionInterface`, and Flask since {ROW.added} asks it for"
        " `is_null_session`. Derive it from `SessionInterface`.",
        node=info.node.child_by_field_name("name"),
        sure=Sure.PROVED if _is_given(use, info) else Sure.LIKELY,
        fix=_fix(use, info),
    )


def _is_given(use: Use, info: ClassInfo) -> bool:
    """Say whether an application gets one in this file."""
    for node in use.source.occurrences("session_interface"):
        attribute = use.source.parent(node)
        assignment = use.source.parent(attribute) if attribute is not None else None
        if assignment is not None and assignment.type == "assignment":
            if info.name in use.text(assignment.child_by_field_name("right") or assignment):
                return True
    return False


def _fix(use: Use, info: ClassInfo):
    if use.semantics.bindings("SessionInterface"):
        edits, name = [], "SessionInterface"
        if len(use.semantics.bindings(name)) != 1:
            return None
        if use.semantics.bindings(name)[0].path != "flask.sessions.SessionInterface":
            return None
    else:
        module = "flask.sessions" if use.range.always(ROW) else "sessioncompat"
        edits = add_import(use.semantics, module, "SessionInterface")
    bases = info.node.child_by_field_name("superclasses")
    if bases is None:
        name = info.node.child_by_field_name("name")
        change = insert(name.end_byte, "(SessionInterface)")
    else:
        change = replace(bases, "(SessionInterface)")
    return fix("Derive it from SessionInterface", [change, *edits])
