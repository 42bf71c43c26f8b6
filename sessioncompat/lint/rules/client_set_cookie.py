"""
``client.set_cookie("localhost", key, value)`` lost its first argument in
Werkzeug 3.0.

The test client took a server name first; it is the keyword ``domain`` since
Werkzeug 2.3. You will see ``TypeError: Client.set_cookie() takes from 2 to
3 positional arguments``, or a cookie that is never sent. ``delete_cookie``
changed in the same way. The new form sends nothing on Werkzeug before 2.3, so
there is no one spelling for both, and no fix where the range reaches further
back.

See https://werkzeug.palletsprojects.com/en/stable/changes/#version-2-3-0

Before, on Flask >=3.0::

    from flask import Flask

    app = Flask(__name__)
    client = app.test_client()
    client.set_cookie("localhost", "session", "abc")

After::

    from flask import Flask

    app = Flask(__name__)
    client = app.test_client()
    client.set_cookie("session", "abc", domain="localhost")

Upstream: https://github.com/miguelgrinberg/Flask-SocketIO/issues/1982
"""

from __future__ import annotations

from typing import Iterator

from ...history import BY_PATH
from .. import phrases
from ..finding import Finding
from ..cookies import KEY_BEHIND, POSITIONAL
from ..fixes import fix, has_comment, replace
from ..guards import CALL
from ..rule import Rule, Use, keyword, positional
from .client_cookie_jar import client_sure

ROW = BY_PATH["werkzeug.takes-server_name-before-cookie"]
#: How many arguments by position there are if a server name is the first.
COUNTS = {"set_cookie": 3, "delete_cookie": 2}
_NAMED = ("keyword_argument", "list_splat", "dictionary_splat")
rule = Rule(__name__, code="SC124")


@rule.check("set_cookie", needs=(b"client", b"Client"), dot=True, after=POSITIONAL[3])
@rule.check("delete_cookie", needs=(b"client", b"Client"), dot=True, after=POSITIONAL[2])
def check_call(use: Use) -> Iterator[Finding]:
    gone = phrases.gone(use.range, ROW)
    count = COUNTS[use.name]
    if gone is None or use.call is None or len(use.arguments) < count:
        return
    given = positional(use.call)
    if given is None or len(given) < count:
        return
    sure = client_sure(use)
    if sure is None or use.guarded(CALL):
        return
    texts = [use.text(a) for a in given[1:count]] + [f"domain={use.text(given[0])}"]
    yield rule.finding(
        use,
        f"The server name of `{use.name}` is {gone}. Write `{use.name}({', '.join(texts)})`.",
        node=use.call,
        sure=sure,
        fix=_fix(use, texts) if len(given) == count else None,
    )


@rule.check(
    *COUNTS, needs=(b"client", b"Client"), dot=True, after=KEY_BEHIND, beside=(rb"\bkey\s*=",)
)
def check_keyword(use: Use) -> Iterator[Finding]:
    """Find ``set_cookie(server_name, key=key)``, where the first argument can't be the key."""
    gone = phrases.gone(use.range, ROW)
    if gone is None or use.call is None or not use.arguments:
        return
    first, *rest = use.arguments
    if first.type in _NAMED or keyword(use.source, use.call, "key") is None:
        return
    sure = client_sure(use)
    if sure is None or use.guarded(CALL):
        return
    texts = [use.text(a) for a in rest if a.type == "keyword_argument"]
    texts.append(f"domain={use.text(first)}")
    yield rule.finding(
        use,
        f"The server name of `{use.name}` is {gone}. Write `{use.name}({', '.join(texts)})`.",
        node=use.call,
        sure=sure,
        fix=_fix(use, texts, keep=()) if len(texts) == len(use.arguments) else None,
    )


def _fix(use: Use, texts: list[str], keep: tuple[str, ...] = ("keyword_argument",)):
    arguments = use.call.child_by_field_name("arguments")
    if not use.range.from_(ROW.deprecated, "werkzeug") or has_comment(arguments):
        return None
    rest = [use.text(a) for a in use.arguments if a.type in keep]
    return fix("Name the domain", [replace(arguments, f"({', '.join([*texts, *rest])})")])
