"""
The serializer of Flask-Session has other methods since its 0.7.

It was ``pickle``, with ``dumps`` and ``loads``, which anything with these
could replace. Since 0.7 it is an object with ``encode(session)`` and
``decode(data)``, and ``SESSION_SERIALIZATION_FORMAT`` chooses between msgpack
and JSON. You will see ``AttributeError: 'MsgSpecSerializer' object has no
attribute 'loads'``, or ``module 'dill' has no attribute 'encode'`` where
another was put in its place.

For both sides, ask ``hasattr(serializer, "decode")``. Sessions that were
pickled are read for as long as Flask-Session 0.x lasts.

Leave it where the application has Flask's own interface, whose serializer
keeps ``dumps`` and ``loads``: nothing is said but where ``flask_session`` is
imported. There is no fix.

See https://github.com/apache/airflow/issues/38072

Before::

    from flask import current_app
    from flask_session import Session

    def read(data):
        return current_app.session_interface.serializer.loads(data)

After::

    from flask import current_app
    from flask_session import Session

    def read(data):
        return current_app.session_interface.serializer.decode(data)
"""

from __future__ import annotations

import re
from typing import Iterator

from ... import history
from .. import phrases
from ..finding import Finding
from ..rule import Rule, Use
from ..vocabulary import INTERFACE

ROW = history.BY_PATH["flask_session.pickles"]
INSTEAD = {"dumps": "encode", "loads": "decode"}
_NEW = re.compile(rb"serializer\.(en|de)code\b|['\"](en|de)code['\"]")
rule = Rule(__name__, code="SC141")


@rule.check("serializer", needs=(b"flask_session", b"flask.ext.session"), dot=True)
def check_use(use: Use) -> Iterator[Finding]:
    gone = phrases.gone(use.range, ROW)
    owner = use.owned_by(INTERFACE)
    if gone is None or owner is None or owner.cls is not None or not _has_extension(use):
        return
    name = _method(use)
    if name not in INSTEAD and use.assignment is None or _is_encoder(use):
        return
    # Asking whether there is a serializer says nothing about what it can do.
    if _NEW.search(use.source.data):
        return
    what = f"`{name}` of the serializer" if name else "A serializer with `dumps` and `loads`"
    now = f"Use `{INSTEAD[name]}`" if name else "Give it one with `encode` and `decode`"
    yield rule.finding(use, f"{what} is {gone}. {now}.", sure=owner.sure)


def _has_extension(use: Use) -> bool:
    roots = use.semantics._imported_roots
    return "flask_session" in roots or b"flask.ext.session" in use.source.data


def _method(use: Use) -> str | None:
    around = use.around
    if around is not None and around.type == "attribute":
        return use.text(around.child_by_field_name("attribute"))
    return None


def _is_encoder(use: Use) -> bool:
    """Say whether what is assigned is of a class here that has the new methods."""
    value = use.assignment.child_by_field_name("right") if use.assignment is not None else None
    if value is None or value.type != "call":
        return False
    classes = use.semantics.classes(value.child_by_field_name("function"))
    return not classes or any(info.method("encode") is not None for info in classes)
