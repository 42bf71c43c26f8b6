"""
``flask.__version__`` is deprecated in Flask 3.0 and gone in 3.2.

It is missing before Flask 0.7, too. ``importlib.metadata.version("flask")``
knows the version on Python 3.8 and later. Most code that asks wants to know
whether Flask has a name: look for the name.

You will see ``DeprecationWarning: The '__version__' attribute is
deprecated``, and ``AttributeError`` from 3.2.

See https://github.com/pallets-eco/flask-debugtoolbar/issues/183

Before, on Flask >=2.3,<3.2::

    import flask

    def modern():
        return flask.__version__

After::

    from importlib.metadata import version

    def modern():
        return version("flask")
"""

from __future__ import annotations

from typing import Iterator

from ... import history
from .. import phrases
from ..finding import Finding
from ..rule import Rule, Use

ROW = history.BY_PATH["flask.__version__"]
rule = Rule(__name__, code="SC202")


@rule.check("__version__", needs=(b"flask",), of=("flask",))
def check_use(use: Use) -> Iterator[Finding]:
    warns = phrases.warns(use.range, ROW)
    if warns is None or _in_try(use):
        return
    imported = use.imported is not None and use.imported.path == ROW.path
    attribute = use.attribute is not None and use.semantics.is_path(use.attribute, ROW.path)
    if imported or attribute:
        yield rule.finding(
            use,
            f"`{ROW.path}` is {warns}. Ask `{ROW.instead}`, or look for the name you need.",
        )


def _in_try(use: Use) -> bool:
    statement = use.semantics.enclosing(use.node, "try_statement")
    return statement is not None and (
        b"ImportError" in use.source.bytes(statement)
        or b"AttributeError" in use.source.bytes(statement)
        or b"PackageNotFoundError" in use.source.bytes(statement)
    )
