"""
The ``SecureCookie`` of ``werkzeug.contrib`` holds pickles.

Whoever learns the secret key does not only log in as anybody: he runs code
on the server. Set ``serialization_method`` to what makes JSON in a class of
your own, or use Flask's sessions, which are JSON since Flask 0.10. The
distribution ``secure-cookie``, where the class went, makes JSON by itself.

There is no fix: what was pickled may not fit into JSON.

See https://github.com/pallets-eco/secure-cookie

Before, on Flask >=0.8,<1.0::

    from werkzeug.contrib.securecookie import SecureCookie

    def load(cookie, key):
        return SecureCookie.unserialize(cookie, key)

After::

    import json
    from werkzeug.contrib.securecookie import SecureCookie

    class JSON(object):
        @staticmethod
        def dumps(value):
            return json.dumps(value).encode("utf-8")

        @staticmethod
        def loads(value):
            return json.loads(value.decode("utf-8"))

    class JSONSecureCookie(SecureCookie):
        serialization_method = JSON

    def load(cookie, key):
        return JSONSecureCookie.unserialize(cookie, key)
"""

from typing import Iterator

from ..finding import Finding
from ..rule import Rule, Use

PATH = "werkzeug.contrib.securecookie.SecureCookie"
rule = Rule(__name__, code="SC404")


@rule.check("SecureCookie", imported=("werkzeug", "secure_cookie"))
def check_import(use: Use) -> Iterator[Finding]:
    if use.looked_up or use.imported is None or use.imported.path != PATH:
        return
    if b"serialization_method" in use.source.data:
        return
    yield rule.finding(
        use,
        "`SecureCookie` holds pickles: whoever learns the secret key runs code on the server."
        " Set its `serialization_method` to what makes JSON.",
    )
