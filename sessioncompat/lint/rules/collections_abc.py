"""
Abstract base classes can't be imported from ``collections`` since Python
3.10.

Session classes of old derive from ``collections.MutableMapping``. You will
see ``ImportError: cannot import name 'MutableMapping' from 'collections'``.
Python 3.3 and later have ``collections.abc``; the fix keeps Python 2 working.

Only session classes are looked at here; other linters know the rest.

See https://github.com/pallets/flask/issues/3053

Before::

    from collections import MutableMapping
    from flask.sessions import SessionMixin

    class StoredSession(SessionMixin, MutableMapping):
        pass

After::

    try:
        from collections.abc import MutableMapping
    except ImportError:
        from collections import MutableMapping
    from flask.sessions import SessionMixin

    class StoredSession(SessionMixin, MutableMapping):
        pass
"""

from __future__ import annotations

from typing import Iterator

from ...history import BY_PATH
from ...releases import PYTHON_3_ONLY
from .. import guards
from .. import sessions_classes as classes
from ..finding import Finding
from ..fixes import fix, has_comment, replace
from ..flaskrange import TODAY
from ..rule import Rule, Use

ROW = BY_PATH["python.collections.MutableMapping"]
rule = Rule(__name__, code="SC112")


@rule.check("MutableMapping", "Mapping", needs=(b"SessionMixin", b"SecureCookieSession"))
def check_import(use: Use) -> Iterator[Finding]:
    imported = use.imported
    if imported is None or imported.path != f"collections.{use.name}":
        return
    if use.guarded(guards.IMPORT) or not use.range.reaches(ROW.removed, "python"):
        return
    if not any(_derives(info, use) for info in classes.session_classes(use.semantics)):
        return
    yield rule.finding(
        use,
        f"`collections.{use.name}` is gone in Python {ROW.removed}."
        f" Import it from `collections.abc`.",
        fix=_fix(use),
    )


@rule.check("MutableMapping", "Mapping", needs=(b"SessionMixin", b"SecureCookieSession"))
def check_base(use: Use) -> Iterator[Finding]:
    info = classes.class_with_base(use)
    if info is None or use.attribute is None or use.guarded():
        return
    if not use.semantics.is_path(use.attribute, f"collections.{use.name}"):
        return
    if classes.MIXIN in use.semantics.bases(info) and use.range.reaches(ROW.removed, "python"):
        yield rule.finding(
            use,
            f"`collections.{use.name}` is gone in Python {ROW.removed}."
            f" Import `{use.name}` from `collections.abc`.",
        )


def _derives(info, use: Use) -> bool:
    return f"collections.{use.name}" in use.semantics.bases(info)


def _fix(use: Use):
    statement = use.imported.statement
    items = statement.children_by_field_name("name")
    if len(items) != 1 or has_comment(statement):
        return None
    if use.range.from_(PYTHON_3_ONLY) and use.range.origin != TODAY:
        module = statement.child_by_field_name("module_name")
        return fix("Import it from collections.abc", [replace(module, "collections.abc")])
    start = use.source.line_start(statement.start_byte)
    indent = use.source.data[start : statement.start_byte].decode("latin-1")
    if indent.strip(" \t"):
        return None
    newline = use.source.newline.decode() + indent
    old = use.text(statement)
    new = f"from collections.abc import {use.text(items[0])}"
    step = "\t" if indent.startswith("\t") else "    "
    lines = ["try:", f"{step}{new}", "except ImportError:", f"{step}{old}"]
    return fix("Import it from collections.abc where there is one",
               [replace(statement, newline.join(lines))])  # fmt: skip
