"""
``werkzeug.security.safe_str_cmp`` was removed in Werkzeug 2.1.

``hmac.compare_digest`` compares in constant time too, since Python 2.7.7. It
raises ``TypeError`` for text outside ASCII, where Werkzeug's function encoded
it, which is why the fix is an unsafe one. You will see ``ImportError: cannot
import name 'safe_str_cmp'``.

See https://github.com/maxcountryman/flask-login/issues/584

Before::

    from werkzeug.security import safe_str_cmp

    def check(token, expected):
        return safe_str_cmp(token, expected)

After::

    from hmac import compare_digest as safe_str_cmp

    def check(token, expected):
        return safe_str_cmp(token, expected)

Upstream: https://github.com/maxcountryman/flask-login/issues/584
"""

from typing import Iterator

from ... import history
from .. import guards, phrases
from ..finding import Applicability, Finding
from ..fixes import fix, rewrite_import
from ..rule import Rule, Use

ROW = history.BY_PATH["werkzeug.security.safe_str_cmp"]
rule = Rule(__name__, code="SC122")


@rule.check("safe_str_cmp", needs=(b"werkzeug",), of=("werkzeug",))
def check_import(use: Use) -> Iterator[Finding]:
    gone = phrases.gone(use.range, ROW)
    if gone is None or use.guarded(guards.IMPORT):
        return
    imported = use.imported is not None and use.imported.path in (
        ROW.path,
        "werkzeug.safe_str_cmp",
    )
    attribute = use.attribute is not None and use.semantics.is_path(use.attribute, ROW.path)
    if not imported and not attribute:
        return
    yield rule.finding(
        use,
        f"`{ROW.path}` is {gone}. Use `{ROW.instead}`.",
        fix=_fix(use) if imported else None,
    )


def _fix(use: Use):
    if use.imported.binding is None:
        return None
    name = use.text(use.imported.binding.node)
    edits = rewrite_import(
        use.semantics,
        use.imported.statement,
        [use.imported.item],
        {"hmac": [f"compare_digest as {name}"]},
    )
    return fix("Compare with hmac.compare_digest", edits, Applicability.UNSAFE)
