"""
Importing ``flask.session`` puts a module in the place of the session proxy
from Flask 0.8 until 0.10.

``flask.session`` is the proxy everybody uses, and Python makes an imported
submodule an attribute of its package. From then on ``flask.session["user"]``
fails for all the application, far from the import. Import the classes from
``flask.sessions``, which exists since Flask 0.8, first.

You will see ``TypeError: 'module' object has no attribute '__getitem__'``, as
Python 2 says it. There is no fix: what the file needs from the module
decides.

See https://flask.palletsprojects.com/en/stable/changes/#version-0-10

Before, on Flask >=0.8,<0.10::

    try:
        from flask.session import Session
    except ImportError:
        from flask.sessions import SecureCookieSession as Session

After::

    try:
        from flask.sessions import SecureCookieSession as Session
    except ImportError:
        from flask.session import Session
"""

from typing import Iterator

from ... import history
from ..finding import Finding
from ..lexical import IN_FLASK
from ..rule import Rule, Use
from .flask_session_module import is_extension

MODULE = history.BY_PATH["flask.session"]
SESSIONS = history.BY_PATH["flask.sessions"]
rule = Rule(__name__, code="SC317")


@rule.check("session", needs=(b"flask.session",), dot=True, before=IN_FLASK)
def check_import(use: Use) -> Iterator[Finding]:
    statement = use.semantics.enclosing(use.node, "import_from_statement", "import_statement")
    if statement is None or use.dotted != MODULE.path or not use.range.flask.has_floor:
        return
    both = [
        text
        for text in use.range.flask.releases
        if MODULE.exists_in(text) and SESSIONS.exists_in(text)
    ]
    # A fallback after flask.sessions runs where there is no proxy to lose.
    if not both or use.semantics.enclosing(use.node, "except_clause") is not None:
        return
    if statement.type == "import_from_statement" and is_extension(use.source):
        return  # Its own rule sends it to flask_session.
    yield rule.finding(
        use,
        f"On Flask {both[0]} this puts a module in the place of the proxy `flask.session`, and"
        f" {use.range.describe(both[0])}. Import from `flask.sessions` first.",
        node=use.parent,
    )
