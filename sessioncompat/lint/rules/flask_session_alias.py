"""
``flask.Session`` was removed in Flask 1.1.

It was an alias of the class of cookie sessions, missing from Flask 0.5 too.
You will see ``ImportError: cannot import name 'Session' from 'flask'``. The
class is ``flask.sessions.SecureCookieSession`` since Flask 0.8; for older
Flask, ``sessioncompat`` has it.

Who writes ``Session(app)`` means the extension Flask-Session, whose package
is ``flask_session``.

Leave it where the range ends before Flask 1.1.

See https://flask.palletsprojects.com/en/stable/changes/#version-1-1-0

Before::

    from flask import Session

    def is_cookie(session):
        return isinstance(session, Session)

After::

    from flask.sessions import SecureCookieSession as Session

    def is_cookie(session):
        return isinstance(session, Session)
"""

from typing import Iterator

from ... import history
from .. import guards, phrases
from ..finding import Finding
from ..fixes import fix, rewrite_import
from ..rule import Rule, Use
from .flask_session_module import SESSIONS, is_extension

ROW = history.BY_PATH["flask.Session"]
rule = Rule(__name__, code="SC106")


@rule.check("Session", needs=(b"flask import",), imported=("flask",))
def check_import(use: Use) -> Iterator[Finding]:
    gone = phrases.gone(use.range, ROW)
    if gone is None or use.imported is None or use.imported.path != "flask.Session":
        return
    if use.guarded(guards.IMPORT):
        return
    alias = use.text(use.imported.binding.node) if use.imported.binding else "Session"
    if is_extension(use.source):
        names, module = ["Session"], "flask_session"
        message = "The extension Flask-Session is imported from `flask_session`."
    else:
        names = [f"SecureCookieSession as {alias}"]
        module = "flask.sessions" if use.range.always(SESSIONS) else "sessioncompat"
        message = f"Import `SecureCookieSession` from `{module}`."
    if module == "flask_session" and alias != "Session":
        names = [f"Session as {alias}"]
    edits = rewrite_import(
        use.semantics, use.imported.statement, [use.imported.item], {module: names}
    )
    yield rule.finding(
        use, f"`flask.Session` is {gone}. {message}", fix=fix(f"Import it from {module}", edits)
    )


@rule.check("Session", needs=(b"flask",), of=("flask",))
def check_attribute(use: Use) -> Iterator[Finding]:
    gone = phrases.gone(use.range, ROW)
    if gone is None or use.attribute is None or use.guarded(guards.IMPORT):
        return
    if use.semantics.is_path(use.attribute, "flask.Session"):
        yield rule.finding(
            use, f"`flask.Session` is {gone}. Use `flask.sessions.SecureCookieSession`."
        )
