"""
The session is no Werkzeug ``SecureCookie`` since Flask 0.10.

Until Flask 0.9 the session class came from Werkzeug, with ``load_cookie``,
``save_cookie``, ``serialize`` and ``should_save``, and its cookie held
pickles. Since 0.10 it is a dict, and the session interface makes a signer
that reads and writes cookies. You will see ``AttributeError: type object
'SecureCookieSession' has no attribute 'load_cookie'``.

Cookies written before Flask 0.10 can't be read after it, so everybody is
logged out once, unless a reader for the old format stays for a while.

There is no fix: what should happen to old cookies is yours to say.

A class of your own that defines these methods is yours, and is not reported.

See https://github.com/pallets/flask/issues/834

Before::

    from flask import current_app, session

    def export():
        return session.serialize()

After::

    from flask import current_app, session

    def export():
        signer = current_app.session_interface.get_signing_serializer(current_app)
        return signer.dumps(dict(session))
"""

from typing import Iterator

from ... import history
from .. import phrases
from ..finding import Finding, Sure
from ..rule import Rule, Use
from ..vocabulary import SESSION

CLASSES = ("flask.sessions.SecureCookieSession", "flask.Session", "flask.session.Session")
#: Everybody serializes something, and hardly anybody a session.
_NEEDS = (
    b"session.serialize", b"session.unserialize", b"SecureCookie", b"flask.Session",
    b"flask.session import", b"flask import Session",
)  # fmt: skip
rule = Rule(__name__, code="SC107")


@rule.check("load_cookie", "save_cookie", "should_save", needs=(b"session", b"Session", b"ookie"), dot=True)
@rule.check("serialize", "unserialize", needs=_NEEDS, dot=True)
def check_use(use: Use) -> Iterator[Finding]:
    if use.attribute is None or use.is_stored or use.guarded():
        return
    row = history.BY_PATH.get(
        f"flask.sessions.SecureCookieSession.{use.name}",
        history.BY_PATH["flask.sessions.SecureCookieSession.load_cookie"],
    )
    gone = phrases.gone(use.range, row)
    sure = _sure(use)
    if gone is None or sure is None:
        return
    yield rule.finding(
        use,
        f"`{use.text(use.expression)}` is {gone}. Use `{row.instead}`.",
        sure=sure,
    )


def _class_of(use: Use):
    """Return the class that inherits the name: it is called on ``super()`` or does not define it."""
    if use.object.type == "call" and use.text(use.object).startswith("super("):
        return use.semantics.enclosing_class(use.node)
    classes = use.semantics.classes(use.object)
    return classes[0] if len(classes) == 1 and classes[0].member(use.name) is None else None


def _sure(use: Use):
    if use.semantics.is_path(use.object, *CLASSES, "flask.session"):
        return Sure.PROVED
    info = _class_of(use)
    if info is not None and use.semantics.bases(info) & set(CLASSES):
        return Sure.PROVED
    typed = use.owner
    if typed is None or typed.name != SESSION or typed.cls is not None:
        return None
    # Whoever has a session class of his own may well have given it these.
    own = (b"SessionMixin", b"SecureCookie", b"werkzeug.contrib", b"secure_cookie", b"beaker")
    if any(word in use.source.data for word in own):
        return None
    return Sure.LIKELY
