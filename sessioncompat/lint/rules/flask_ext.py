"""
``flask.ext`` is gone since Flask 1.0.1.

It imported ``flask_session`` for ``flask.ext.session`` since Flask 0.8. Flask
1.0 dropped it, and shipped it once more by mistake; on Python 3.12 it fails
with any Flask. You will see ``ModuleNotFoundError: No module named
'flask.ext'``. The package of the extension can be imported directly on any
Flask.

``flaskext.login`` is older still: until 2012 extensions shared a package of
that name, and those about sessions and their neighbours have all left it. That
fix is unsafe, because the release you have installed may still be the old one.
Leave it where you are held to that.

The name of an object in a setting, ``"flask.ext.captcha.helpers.noise_dots"``,
is only likely to be imported.

See https://github.com/pallets-eco/flask-session/issues/59

Before::

    from flask.ext.session import Session

    sessions = Session()

After::

    from flask_session import Session

    sessions = Session()
"""

from __future__ import annotations

import re
from typing import Iterator

from ... import history
from .. import guards, phrases
from ..finding import Applicability, Finding, Sure
from ..fixes import fix, has_comment, replace
from ..lookups import is_setting
from ..rule import Rule, Use

#: Extensions that left the package `flaskext` for one of their own. Some never did.
MOVED = frozenset(
    "admin assets babel bcrypt beaker cache debugtoolbar kvsession login mail mongoengine oauth"
    " openid principal restful script seasurf security session sqlalchemy testing uploads"
    " wtf".split()
)
ROW = history.BY_PATH["flask.ext"]
#: What is imported from either of the packages that are gone.
_OLD = re.compile(rb"from\s+(?:flaskext\.|flask\.ext\b)")
_IMPORT = rb"(?:\b(?:from|import)|,)[\s\\]*"
rule = Rule(__name__, code="SC125")


@rule.check("ext", needs=(b"flask",), imported=("flask",))
@rule.check("ext", needs=(b"flask.ext",), before=_IMPORT + rb"flask[\s\\]*\.[\s\\]*")
def check_import(use: Use) -> Iterator[Finding]:
    statement, gone = use.statement, phrases.gone(use.range, ROW)
    if statement is None or gone is None or _is_guarded(use):
        return
    dotted, text = use.dotted_node, use.dotted
    if text is None:
        return
    if text == "ext":
        module = statement.child_by_field_name("module_name")
        if module is None or use.text(module) != "flask":
            return
    elif text != "flask.ext" and not text.startswith("flask.ext."):
        return
    yield rule.finding(
        use,
        f"`flask.ext` is {gone}. Import {_package(use, statement, text)}.",
        node=dotted,
        sure=Sure.LIKELY if use.looked_up and is_setting(use.semantics, use.node) else Sure.PROVED,
        fix=_fix(use, statement, dotted, text),
    )


@rule.check("flaskext", needs=(b"flaskext.",), before=_IMPORT)
def check_namespace(use: Use) -> Iterator[Finding]:
    statement = use.statement
    if statement is None or phrases.gone(use.range, ROW) is None or _is_guarded(use):
        return
    dotted, text = use.dotted_node, use.dotted
    if text is None or not text.startswith("flaskext.") or _is_own(use, text):
        return
    if text.split(".")[1] not in MOVED:
        return
    direct = "flask_" + text.removeprefix("flaskext.")
    edits = [replace(dotted, direct)]
    is_from = statement.type == "import_from_statement" and not has_comment(statement)
    yield rule.finding(
        use,
        f"`{text}` left the package `flaskext` before there was today's Flask."
        f" Import `{direct.partition('.')[0]}`.",
        node=dotted,
        fix=fix(f"Import {direct}", edits, Applicability.UNSAFE) if is_from else None,
    )


def _is_guarded(use: Use) -> bool:
    """Say whether there is another way, which the older of the two packages is not."""
    semantics = use.semantics
    clause = semantics.enclosing(use.node, "except_clause", "try_statement")
    if clause is not None and clause.type == "except_clause":
        attempt = use.source.parent(clause)
        body = attempt.child_by_field_name("body") if attempt is not None else None
        tried = [c for c in body.named_children if c.type != "comment"] if body is not None else []
        if tried and all(_OLD.match(use.source.bytes(one)) for one in tried):
            return guards.is_guarded(semantics, attempt, guards.IMPORT)
    return use.guarded(guards.IMPORT)


def _is_own(use: Use, text: str) -> bool:
    """Say whether the project has the package itself."""
    project, package = use.semantics.project, ".".join(text.split(".")[:2])
    return project is not None and project.module(package, use.source.path) is not None


def _package(use: Use, statement, text: str) -> str:
    if text.startswith("flask.ext."):
        return f"`{_direct(text)}`"
    if text == "flask.ext":
        names = statement.children_by_field_name("name")
        if names and statement.type == "import_from_statement":
            return ", ".join(f"`flask_{use.text(item).split(' ')[0]}`" for item in names)
    return "the extension's own package, `flask_name`"


def _direct(text: str) -> str:
    return "flask_" + text.removeprefix("flask.ext.")


def _fix(use: Use, statement, dotted, text: str):
    if use.looked_up:
        return _renamed(use, text)
    if statement.type != "import_from_statement" or has_comment(statement):
        return None
    if text.startswith("flask.ext."):
        direct = _direct(text)
        return fix(f"Import {direct.partition('.')[0]}", [replace(dotted, direct)])
    items = statement.children_by_field_name("name")
    if text != "flask.ext" or len(items) != 1:
        return None
    item = items[0]
    if item.type == "aliased_import":
        name, alias = (use.text(item.child_by_field_name(f)) for f in ("name", "alias"))
    else:
        name = alias = use.text(item)
    line = f"import flask_{name} as {alias}"
    return fix(f"Import flask_{name}", [replace(statement, line)])


def _renamed(use: Use, text: str):
    """Write the extension's own package into a string that is looked up."""
    old = use.text(use.node)
    new = old.replace("flask.ext.", "flask_", 1)
    package = _direct(text).partition(".")[0]
    return fix(f"Name {package}", [replace(use.node, new)]) if new != old else None
