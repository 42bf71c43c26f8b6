"""
``Flask.process_response`` gets the context first since Flask 3.2.

It is the hook in which applications and extensions save sessions of their
own. Flask 3.2 accepts the old signature and warns, once, for the class; it
tells the new one by the name ``ctx`` of its first parameter, so that ``*args``
warns too. With ``ctx, *response`` a method works on both sides: the last of
what it gets is the response.

There is no fix: what the method hands on is yours to say.

Leave it where the range ends before Flask 3.2.

See https://github.com/pallets/flask/pull/5815

Before, on Flask >=3.1,<3.3::

    from flask import Flask

    class Shop(Flask):
        def process_response(self, response):
            return super().process_response(response)

After::

    from flask import Flask

    class Shop(Flask):
        def process_response(self, ctx, *response):
            return super().process_response(ctx, *response)
"""

from typing import Iterator

from ...history import BY_PATH
from ..finding import Finding
from ..rule import Rule, Use
from ..vocabulary import APP

ROW = BY_PATH["flask.Flask.process_response(ctx)"]
rule = Rule(__name__, code="SC201")


@rule.check("process_response", defined=True)
def check_method(use: Use) -> Iterator[Finding]:
    if use.parent is None or use.parent.type != "function_definition":
        return
    info = use.semantics.enclosing_class(use.parent)
    typed = use.semantics.class_type(info) if info is not None else None
    if typed is None or typed.name != APP or not use.range.reaches(ROW.added):
        return
    if takes_context(use):
        return
    yield rule.finding(
        use,
        f"`{info.name}.process_response` gets the context first since Flask {ROW.added}, and"
        f" {use.range.describe(use.range.flask.newest)}. Take `ctx, *response`.",
        sure=typed.sure,
    )


def takes_context(use: Use) -> bool:
    """Say whether Flask takes the second parameter for the context, as it does by name or type."""
    parameters = use.parent.child_by_field_name("parameters").named_children
    second = use.text(parameters[1]) if len(parameters) > 1 else ""
    return second.partition("=")[0].strip() == "ctx" or "AppContext" in second
