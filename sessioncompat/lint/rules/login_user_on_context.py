"""
Flask-Login keeps the user on ``flask.g`` since 0.6.2.

``_request_ctx_stack.top.user`` is no longer set, and setting it logs nobody
in: tests run as the user before, or as nobody. ``current_user`` reads and
``login_user()`` writes it with every release.

There is no fix. Leave it in an extension that has nothing to do with
Flask-Login: files that do not import it are not reported.

See https://github.com/maxcountryman/flask-login/issues/690

Before::

    from flask import _request_ctx_stack
    from flask_login import current_user

    def impersonate(user):
        _request_ctx_stack.top.user = user

After::

    from flask_login import current_user, login_user

    def impersonate(user):
        login_user(user)
"""

import re
from typing import Iterator

from ...history import BY_PATH
from .. import phrases
from ..finding import Finding
from ..rule import Rule, Use
from ..vocabulary import CONTEXT
from .login_session_keys import imports_login

ROW = BY_PATH["flask_login.keeps-user-on-the-request-context"]
#: A copy of Flask-Login itself, and no class that derives from its own.
_IS_LOGIN = re.compile(rb"\bclass LoginManager[ \t]*(?:\([ \t]*(?:object)?[ \t]*\))?[ \t]*:")
rule = Rule(__name__, code="SC310")


@rule.check(
    "user", needs=(b"flask_login", b"flask.ext.login"),
    origin=(b"request_ctx", b"request_context", b"RequestContext", b"get_context"),
)
def check_user(use: Use) -> Iterator[Finding]:
    owner = use.owned_by(CONTEXT)
    gone = phrases.gone(use.range, ROW)
    if owner is None or gone is None or use.guarded():
        return
    if not imports_login(use) or _IS_LOGIN.search(use.source.data):
        return
    what = "Call `login_user(user)`" if use.is_stored else "Use `current_user`"
    yield rule.finding(
        use,
        f"The user on the request context is {gone}: `{use.text(use.expression)}` means nothing"
        f" to Flask-Login. {what}.",
        sure=owner.sure,
    )
