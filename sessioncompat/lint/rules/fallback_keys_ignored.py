"""
A signer of your own ignores ``SECRET_KEY_FALLBACKS``.

Flask 3.1 reads older keys from the config, so that a key can be rotated
without logging anybody out. A session interface that makes its signer with
``app.secret_key`` alone logs everybody out, and nobody says why. The keys go
into a list, the oldest first and ``secret_key`` last; itsdangerous takes a
list since 2.0.

There is no fix, because the arguments of the signer are yours.

See https://flask.palletsprojects.com/en/stable/changes/#version-3-1-1

Before::

    from flask.sessions import SecureCookieSessionInterface
    from itsdangerous import URLSafeTimedSerializer

    class Sessions(SecureCookieSessionInterface):
        def get_signing_serializer(self, app):
            return URLSafeTimedSerializer(app.secret_key, salt="shop")

After::

    from flask.sessions import SecureCookieSessionInterface
    from itsdangerous import URLSafeTimedSerializer

    class Sessions(SecureCookieSessionInterface):
        def get_signing_serializer(self, app):
            keys = list(app.config.get("SECRET_KEY_FALLBACKS") or ())
            keys.append(app.secret_key)
            return URLSafeTimedSerializer(keys, salt="shop")
"""

from typing import Iterator

from ... import history
from ..finding import Finding
from ..rule import Rule, Use
from .unguarded_set_cookie import own_interface

ROW = history.BY_PATH["flask.Flask.default_config[SECRET_KEY_FALLBACKS]"]
rule = Rule(__name__, code="SC313")


@rule.check("get_signing_serializer", defined=True)
def check_method(use: Use) -> Iterator[Finding]:
    typed = own_interface(use)
    if typed is None or not use.range.reaches(ROW.added):
        return
    body = use.source.bytes(use.parent)
    secret = b"secret_key" in body or b"SECRET_KEY" in body
    if not secret or b"FALLBACKS" in body or b"super(" in body:
        return
    yield rule.finding(
        use,
        f"This signer ignores `SECRET_KEY_FALLBACKS` of Flask {ROW.added} and later: rotating"
        " the key logs everybody out. Give it a list of keys, `app.secret_key` last.",
        node=use.node,
        sure=typed.sure,
    )
