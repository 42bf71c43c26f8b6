"""
Assigning ``app.session_cookie_name`` does nothing since Flask 2.3.

Python lets any attribute be set, so nobody complains: the cookie is called
``session`` again, two applications on one host overwrite each other's
cookies, and everybody is logged out once. The ``SESSION_COOKIE_NAME`` config
key names the cookie since Flask 0.3.

A class attribute of an application class does nothing either. Set the key
where the application is made; that is not an edit the lint makes for you.

See https://flask.palletsprojects.com/en/stable/changes/#version-2-3-0

Before::

    from flask import Flask

    app = Flask(__name__)
    app.session_cookie_name = "sid"

After::

    from flask import Flask

    app = Flask(__name__)
    app.config["SESSION_COOKIE_NAME"] = "sid"

Upstream: https://github.com/pallets-eco/flask-session/issues/150
"""

from typing import Iterator

from .. import phrases
from ..finding import Finding
from ..rule import Rule, Use
from ..vocabulary import APP
from .app_cookie_name import NAME, config_instead, is_its_own

rule = Rule(__name__, code="SC301")


@rule.check("session_cookie_name", dot=True)
def check_written(use: Use) -> Iterator[Finding]:
    owner = use.owned_by(APP)
    gone = phrases.gone(use.range, NAME)
    if owner is None or gone is None or not use.is_stored or use.guarded():
        return
    if is_its_own(use, owner):
        return
    yield rule.finding(
        use,
        f"`{use.text(use.expression)}` is {gone}: the assignment does nothing, and the cookie"
        f" is called `session`. Set `{use.text(use.object)}.config[\"SESSION_COOKIE_NAME\"]`.",
        sure=owner.sure,
        fix=config_instead(use) if use.assignment is not None else None,
    )


@rule.check("session_cookie_name")
def check_class_attribute(use: Use) -> Iterator[Finding]:
    gone = phrases.gone(use.range, NAME)
    if gone is None or use.assignment is None or use.attribute is not None:
        return
    info = use.semantics.enclosing_class(use.node)
    if info is None or use.semantics.enclosing_function(use.node) is not None:
        return
    typed = use.semantics.class_type(info)
    if typed is None or typed.name != APP:
        return
    yield rule.finding(
        use,
        f"`session_cookie_name` of an application class is {gone}: it no longer names the"
        " cookie. Set `app.config[\"SESSION_COOKIE_NAME\"]` where the application is made.",
        sure=typed.sure,
    )
