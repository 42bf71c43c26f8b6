"""
``app.session_cookie_name`` was removed in Flask 2.3.

The ``SESSION_COOKIE_NAME`` config key names the cookie since Flask 0.3, and
reads the same before and after the attribute went. You will see
``AttributeError: 'Flask' object has no attribute 'session_cookie_name'`` with
the first request. Flask 2.2 warns.

A property of that name in your own application class is yours, and is not
reported. Inside a session interface, ``self.get_cookie_name(app)`` is the
newer way, from Flask 2.0.

Before::

    from flask import current_app

    def cookie(request):
        return request.cookies.get(current_app.session_cookie_name)

After::

    from flask import current_app

    def cookie(request):
        return request.cookies.get(current_app.config["SESSION_COOKIE_NAME"])

Upstream: https://github.com/pallets-eco/flask-session/issues/150
"""

from typing import Iterator

from ... import history
from .. import phrases
from ..finding import Finding
from ..fixes import fix, quote, replace
from ..rule import Rule, Use
from ..vocabulary import APP

NAME = history.BY_PATH["flask.Flask.session_cookie_name"]
CONFIG = history.BY_PATH["flask.Flask.config"]
rule = Rule(__name__, code="SC101")


@rule.check("session_cookie_name", dot=True)
def check_read(use: Use) -> Iterator[Finding]:
    owner = use.owned_by(APP)
    gone = phrases.gone(use.range, NAME)
    if owner is None or gone is None or use.is_stored or use.guarded():
        return
    if owner.cls is not None and owner.cls.member("session_cookie_name") is not None:
        return
    yield rule.finding(
        use,
        f"`{use.text(use.expression)}` is {gone}."
        f" Read `{use.text(use.object)}.config[\"SESSION_COOKIE_NAME\"]`.",
        sure=owner.sure,
        fix=config_instead(use),
    )


def config_instead(use: Use):
    """Return the fix that puts the config key in place of the attribute."""
    if not use.range.always(CONFIG):
        return None
    key = quote(use.source, use.node, "SESSION_COOKIE_NAME")
    return fix(
        "Use the SESSION_COOKIE_NAME config key",
        [replace(use.attribute, f"{use.text(use.object)}.config[{key}]")],
    )
