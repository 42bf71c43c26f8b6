"""
Werkzeug's ``SecureCookie`` holds pickles.

Whoever learns the secret key does not only log in as anybody: he runs code
on the server. Set ``serialization_method`` to ``json`` in a class of your
own, or use Flask's sessions, which are JSON since Flask 0.10.

There is no fix: what was pickled may not fit into JSON.

See https://github.com/pallets-eco/secure-cookie

Before::

    from secure_cookie.cookie import SecureCookie

    def load(request, key):
        return SecureCookie.load_cookie(request, secret_key=key)

After::

    import json
    from secure_cookie.cookie import SecureCookie

    class JSONSecureCookie(SecureCookie):
        serialization_method = json

    def load(request, key):
        return JSONSecureCookie.load_cookie(request, secret_key=key)
"""

from typing import Iterator

from ..finding import Finding
from ..rule import Rule, Use

PATHS = (
    "werkzeug.contrib.securecookie.SecureCookie",
    "secure_cookie.cookie.SecureCookie",
    "secure_cookie.SecureCookie",
)
rule = Rule(__name__, code="SC404")


@rule.check("SecureCookie")
def check_import(use: Use) -> Iterator[Finding]:
    if use.imported is None or use.imported.path not in PATHS:
        return
    if b"serialization_method" in use.source.data:
        return
    yield rule.finding(
        use,
        "`SecureCookie` holds pickles: whoever learns the secret key runs code on the server."
        " Set its `serialization_method` to `json`.",
    )
