"""
``request_ctx`` and ``RequestContext`` merge into the application context in
Flask 3.2.

``flask.globals.request_ctx`` and ``flask.ctx.RequestContext`` warn there, and
``_cv_request`` is gone. ``app_ctx`` has the request and the session then, and
not before. For the session, ``get_session`` and ``set_session`` of
``sessioncompat`` are right on every Flask.

Leave them where the range ends before Flask 3.2: nothing is said there.

See https://github.com/pallets/flask/pull/5812

Before, on Flask >=3.1,<3.3::

    from flask.globals import request_ctx

    def store():
        return request_ctx.session

After::

    from sessioncompat import get_session

    def store():
        return get_session()

Upstream: https://github.com/pallets/flask/issues/5639
"""

from typing import Iterator

from ... import history
from .. import guards, phrases
from ..finding import Finding
from ..rule import Rule, Use
from .newer_context_name import _fix

PATHS = ("flask.globals.request_ctx", "flask.globals._cv_request", "flask.ctx.RequestContext")
rule = Rule(__name__, code="SC203")


@rule.check("request_ctx", "_cv_request", "RequestContext", needs=(b"flask",), imported=("flask",))
def check_import(use: Use) -> Iterator[Finding]:
    if use.imported is None or use.imported.path not in PATHS or use.guarded(guards.IMPORT):
        return
    warns = phrases.warns(use.range, history.BY_PATH[use.imported.path])
    if warns is not None:
        yield rule.finding(
            use,
            f"`{use.imported.path}` is {warns}. Use `flask.globals.app_ctx`, or"
            " `sessioncompat.get_session()` for the session.",
            fix=_fix(use),
        )
