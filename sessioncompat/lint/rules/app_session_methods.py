"""
``app.open_session``, ``app.save_session`` and ``app.make_null_session`` were
removed in Flask 2.0.

Sessions belong to the session interface since Flask 0.8, and its methods take
the application first. You will see ``AttributeError: 'Flask' object has no
attribute 'save_session'``; Flask 1.0 and 1.1 warn.

There is no one spelling for Flask before 0.8: there, the methods of the
application are the only ones. Code for both asks ``hasattr(app,
"session_interface")``, and is not reported.

See https://github.com/pallets/flask/issues/2347

Before::

    from flask import current_app, session

    def save(response):
        current_app.save_session(session, response)

After::

    from flask import current_app, session

    def save(response):
        current_app.session_interface.save_session(current_app, session, response)
"""

from typing import Iterator

from ... import history
from .. import phrases
from ..finding import Finding
from ..fixes import fix, insert, is_simple, replace
from ..rule import Rule, Use, positional
from ..vocabulary import APP

INTERFACE = history.BY_PATH["flask.Flask.session_interface"]
NAMES = ("open_session", "save_session", "make_null_session")
rule = Rule(__name__, code="SC102")


@rule.check(*NAMES, dot=True, before=rb"(?<!\.session_interface)[\s\\]*\.[\s\\]*")
def check_call(use: Use) -> Iterator[Finding]:
    owner = use.owned_by(APP)
    row = history.BY_PATH[f"flask.Flask.{use.name}"]
    gone = phrases.gone(use.range, row)
    if owner is None or gone is None or use.is_stored or use.guarded():
        return
    if owner.cls is not None and owner.cls.member(use.name) is not None:
        return
    yield rule.finding(
        use,
        f"`{use.text(use.expression)}` is {gone}. Ask the session interface:"
        f" `{row.instead.replace('app', use.text(use.object))}`.",
        sure=owner.sure,
        fix=_fix(use),
    )


def _fix(use: Use):
    if use.call is None or not is_simple(use.object) or not use.range.always(INTERFACE):
        return None
    if positional(use.call) is None:
        return None
    app = use.text(use.object)
    opening = use.call.child_by_field_name("arguments").start_byte + 1
    comma = ", " if use.arguments else ""
    return fix(
        "Call the session interface",
        [
            replace(use.attribute, f"{app}.session_interface.{use.name}"),
            insert(opening, app + comma),
        ],
    )
