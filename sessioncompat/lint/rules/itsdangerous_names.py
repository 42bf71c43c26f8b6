"""
Names that itsdangerous removed in 2.1.

``itsdangerous.json`` was never its own, and JSON web signatures are left to
authlib. You will see ``ImportError: cannot import name 'json' from
'itsdangerous'``, also from Flask 1.x itself, if itsdangerous is not pinned.

``itsdangerous.EPOCH`` went with 1.0: timestamps count from 1970 since then.

``itsdangerous.want_bytes`` was missing from 1.0.0 alone, which PyPI has no
longer: that is not reported.

See https://github.com/pallets/itsdangerous/issues/238

Before::

    from itsdangerous import json

    def dump(session):
        return json.dumps(dict(session))

After::

    import json

    def dump(session):
        return json.dumps(dict(session))

Upstream: https://github.com/pallets/itsdangerous/issues/289
"""

from typing import Iterator

from ...history import BY_PATH
from .. import guards, phrases
from ..finding import Finding
from ..fixes import fix, has_comment, replace
from ..rule import Rule, Use

NAMES = ("json", "EPOCH", "TimedJSONWebSignatureSerializer", "JSONWebSignatureSerializer")
rule = Rule(__name__, code="SC120")


@rule.check(*NAMES, needs=(b"itsdangerous",), of=("itsdangerous",))
def check_import(use: Use) -> Iterator[Finding]:
    path = f"itsdangerous.{use.name}"
    imported = use.imported is not None and use.imported.path == path
    attribute = use.attribute is not None and use.semantics.is_path(use.attribute, path)
    if not imported and not attribute:
        return
    row = BY_PATH[path]
    gone = phrases.gone(use.range, row)
    if gone is None or use.guarded(guards.IMPORT):
        return
    yield rule.finding(
        use,
        f"`{path}` is {gone}. Use {_instead(row)}.",
        fix=_fix(use) if imported and use.name == "json" else None,
    )


def _instead(row) -> str:
    text = row.instead
    return text if " " in text else f"`{text}`"


def _fix(use: Use):
    statement = use.imported.statement
    items = statement.children_by_field_name("name")
    if statement.type != "import_from_statement" or len(items) != 1 or has_comment(statement):
        return None
    text = f"import {use.text(items[0])}"
    return fix("Import it from the standard library", [replace(statement, text)])
