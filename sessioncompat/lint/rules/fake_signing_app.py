"""
``get_signing_serializer`` reads the config of its application since Flask
3.1.

Scripts that read or forge session cookies hand it a stand-in with nothing but
a ``secret_key``. Flask 3.1 looks for ``SECRET_KEY_FALLBACKS`` too, and you
will see ``AttributeError: 'FakeApp' object has no attribute 'config'``. Give
the stand-in a config that has the key; it harms no older Flask.

Leave it in a script that is held to Flask before 3.1.

See https://github.com/noraj/flask-session-cookie-manager/issues/16

Before::

    from flask.sessions import SecureCookieSessionInterface

    class FakeApp(object):
        def __init__(self, secret_key):
            self.secret_key = secret_key

    def decode(cookie, key):
        serializer = SecureCookieSessionInterface().get_signing_serializer(FakeApp(key))
        return serializer.loads(cookie)

After::

    from flask.sessions import SecureCookieSessionInterface

    class FakeApp(object):
        def __init__(self, secret_key):
            self.secret_key = secret_key
            self.config = {"SECRET_KEY_FALLBACKS": None}

    def decode(cookie, key):
        serializer = SecureCookieSessionInterface().get_signing_serializer(FakeApp(key))
        return serializer.loads(cookie)
"""

from __future__ import annotations

from typing import Iterator

from ... import history
from ..finding import Finding
from ..rule import Rule, Use
from ..semantics import ClassInfo

ROW = history.BY_PATH["flask.Flask.default_config[SECRET_KEY_FALLBACKS]"]
rule = Rule(__name__, code="SC116")


@rule.check("get_signing_serializer")
def check_call(use: Use) -> Iterator[Finding]:
    if use.call is None or len(use.arguments) != 1 or not use.range.reaches(ROW.added):
        return
    info = _class_of(use, use.arguments[0])
    if info is None or use.guarded():
        return
    if use.semantics.bases(info) - {"?object"}:
        return
    body = use.source.bytes(info.node)
    if b"secret_key" not in body or b"config" in body or b"__getattr__" in body:
        return
    yield rule.finding(
        use,
        f"Flask {ROW.added} and later read `config` of what they are given here, and"
        f" `{info.name}` has none. Set `self.config = {{\"SECRET_KEY_FALLBACKS\": None}}`.",
        node=use.arguments[0],
    )


def _class_of(use: Use, node) -> ClassInfo | None:
    if node.type == "identifier":
        bindings = use.semantics.resolve(node)
        if len(bindings) != 1 or bindings[0].value is None:
            return None
        node = bindings[0].value
    if node.type != "call":
        return None
    classes = use.semantics.classes(node.child_by_field_name("function"))
    return classes[0] if len(classes) == 1 else None
