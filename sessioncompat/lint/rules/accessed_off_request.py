"""
A session on its own does not notice who looks at it since Flask 3.1.3.

The running context notices instead (CVE-2026-27205). ``accessed`` of a
``SecureCookieSession`` that was made by hand stays ``False``, whatever is
read; tests that look there fail, and code that decides by it goes the other
way.

There is no fix: look at ``flask.session`` inside a request instead.

See https://flask.palletsprojects.com/en/stable/changes/#version-3-1-3

Before::

    from flask.sessions import SecureCookieSession

    def test_access():
        session = SecureCookieSession({"a": 1})
        session["a"]
        assert session.accessed

After::

    from flask import session

    def test_access(app):
        with app.test_request_context():
            session.get("a")
            assert session.accessed

Upstream: https://github.com/pallets/flask/commit/c17f379390731543eea33a570a47bd4ef76a54fa
"""

from typing import Iterator

from ... import history
from ..finding import Finding
from ..rule import Rule, Use

ROW = history.BY_PATH["flask.ctx.RequestContext.session"]
rule = Rule(__name__, code="SC314")


@rule.check("accessed", needs=(b"session", b"Session"), dot=True)
def check_read(use: Use) -> Iterator[Finding]:
    if use.attribute is None or use.is_stored or not use.range.reaches(ROW.added):
        return
    if use.object.type != "identifier" or use.guarded():
        return
    bindings = use.semantics.resolve(use.object)
    if len(bindings) != 1 or bindings[0].value is None or bindings[0].value.type != "call":
        return
    function = bindings[0].value.child_by_field_name("function")
    if use.semantics.is_path(function, "flask.sessions.SecureCookieSession"):
        yield rule.finding(
            use,
            f"`{use.text(use.expression)}` stays False since Flask {ROW.added}, where the"
            " context notices looks. Look at `flask.session` inside a request.",
        )
