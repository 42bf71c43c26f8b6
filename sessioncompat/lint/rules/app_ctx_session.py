"""
``app_ctx.session`` is new in Flask 3.2.

The request context merges into the application context there. Before, the
application context knows no session, and you will see ``AttributeError:
'AppContext' object has no attribute 'session'``. ``get_session`` of
``sessioncompat`` is right on every Flask.

Code that asks ``hasattr(app_ctx, "session")`` first is not reported.

See https://github.com/pallets/flask/pull/5812

Before::

    from flask.globals import app_ctx

    def load():
        return app_ctx.session

After::

    from flask.globals import app_ctx
    from sessioncompat import get_session

    def load():
        return get_session()

Upstream: https://github.com/pallets/flask/issues/5639
"""

from typing import Iterator

from ... import history
from ...history import release
from ..finding import Finding
from ..fixes import add_import, fix, replace
from ..rule import Rule, Use
from ..vocabulary import APP_CONTEXT

ROW = history.BY_PATH["flask.ctx.AppContext.session"]
rule = Rule(__name__, code="SC138")


@rule.check(
    "session", needs=(b"app_ctx", b"get_app_context"),
    origin=(b"app_ctx", b"app_context", b"AppContext"),
)
def check_read(use: Use) -> Iterator[Finding]:
    owner = use.owned_by(APP_CONTEXT)
    oldest = use.range.flask.oldest
    if owner is None or release(oldest) >= release(ROW.added):
        return
    if use.is_stored or use.guarded():
        return
    yield rule.finding(
        use,
        f"`{use.text(use.expression)}` is new in Flask {ROW.added}, and"
        f" {use.range.describe(oldest)}. Call `sessioncompat.get_session()`.",
        sure=owner.sure,
        fix=fix(
            "Call sessioncompat.get_session()",
            [
                replace(use.attribute, "get_session()"),
                *add_import(use.semantics, "sessioncompat", "get_session"),
            ],
        ),
    )
