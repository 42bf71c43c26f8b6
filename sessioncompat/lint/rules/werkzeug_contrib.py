"""
``werkzeug.contrib`` was removed in Werkzeug 1.0.

Its secure cookies and sessions became the distribution ``secure-cookie``, its
caches ``cachelib``; both must be added to your requirements, which is why the
fix is an unsafe one. You will see ``ModuleNotFoundError: No module named
'werkzeug.contrib'``.

On Python 2.7 the ``FileSystemCache`` of cachelib stores nothing that it can
read.

Both were made of pickles; secure-cookie writes JSON, and does not read what
Werkzeug wrote. Consider a session interface of your own, or
Flask's signed cookies.

Leave it in an ``except ImportError`` after ``cachelib``, which is right on
both sides.

See https://github.com/pallets/werkzeug/issues/1672

Before::

    from werkzeug.contrib.cache import SimpleCache

    cache = SimpleCache()

After::

    from cachelib import SimpleCache

    cache = SimpleCache()
"""

from __future__ import annotations

from typing import Iterator

from ... import history
from .. import guards, phrases
from ..finding import Applicability, Finding
from ..fixes import fix, replace
from ..rule import Rule, Use

MODULES = {
    "cache": "cachelib",
    "securecookie": "secure_cookie.cookie",
    "sessions": "secure_cookie.session",
}
#: What the new packages have not taken over.
LEFT_BEHIND = {"GAEMemcachedCache"}
rule = Rule(__name__, code="SC121")


@rule.check("contrib", needs=(b"werkzeug.contrib",), dot=True)
def check_import(use: Use) -> Iterator[Finding]:
    statement, text = use.statement, use.dotted
    if statement is None or text is None or use.guarded(guards.IMPORT):
        return
    if not text.startswith("werkzeug.contrib"):
        return
    name = text.removeprefix("werkzeug.contrib").strip(".").partition(".")[0]
    names = [name] if name else [
        use.text(item).split(" ")[0] for item in statement.children_by_field_name("name")
    ]  # fmt: skip
    for name in names:
        row = history.BY_PATH.get(f"werkzeug.contrib.{name}")
        gone = phrases.gone(use.range, row) if row is not None else None
        if gone is None:
            continue
        yield rule.finding(
            use,
            f"`{row.path}` is {gone}. Install {row.instead} and import `{MODULES[name]}`.",
            node=use.dotted_node,
            fix=_fix(use, statement, name) if text != "werkzeug.contrib" else None,
        )


def _fix(use: Use, statement, name: str):
    if statement.type != "import_from_statement":
        return None
    module = statement.child_by_field_name("module_name")
    items = statement.children_by_field_name("name")
    if any(use.text(item).split(" ")[0] in LEFT_BEHIND for item in items):
        return None
    return fix(
        f"Import it from {MODULES[name]}",
        [replace(module, MODULES[name])],
        Applicability.UNSAFE,
    )
