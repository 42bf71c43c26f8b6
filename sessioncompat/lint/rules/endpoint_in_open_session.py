"""
``request.endpoint`` is not known yet in ``open_session``.

Flask opens the session before it matches the URL, so that converters can use
it: from 1.1 on, but for 2.0.0, and before 0.7. The endpoint, the rule and
the view arguments are ``None`` there, and decisions made of them go the other
way without a word. Decide by ``request.path``, or in ``save_session``.

There is no fix. Leave it where the function matches the URL by itself, which
is not reported.

See https://flask.palletsprojects.com/en/stable/changes/#version-2-0-1

Before::

    from flask.sessions import SessionInterface

    class Sessions(SessionInterface):
        def open_session(self, app, request):
            if request.endpoint == "static":
                return None
            return self.load(request)

After::

    from flask.sessions import SessionInterface

    class Sessions(SessionInterface):
        def open_session(self, app, request):
            if request.path.startswith("/static/"):
                return None
            return self.load(request)

Upstream: https://github.com/pallets/flask/issues/3776
"""

from typing import Iterator

from ... import history
from ..finding import Finding
from ..rule import Rule, Use
from ..vocabulary import INTERFACE, REQUEST

ROW = history.BY_PATH["flask.matches-url-before-session"]
rule = Rule(__name__, code="SC307")


@rule.check("endpoint", "url_rule", "view_args", "blueprint", needs=(b"open_session",), dot=True)
def check_read(use: Use) -> Iterator[Finding]:
    owner = use.owned_by(REQUEST)
    function = use.semantics.enclosing_function(use.node)
    if owner is None or function is None or use.is_stored:
        return
    if use.text(function.child_by_field_name("name")) != "open_session":
        return
    info = use.semantics.enclosing_class(function)
    typed = use.semantics.class_type(info) if info is not None else None
    lacking = use.range.lacks(ROW)
    if typed is None or typed.name != INTERFACE or not lacking:
        return
    if b"match_request" in use.source.bytes(function):
        return  # Matches the URL itself, as Flask's documentation shows.
    yield rule.finding(
        use,
        f"`{use.text(use.expression)}` is `None` here: the URL is matched after the session is"
        f" opened, and {use.range.describe(lacking[-1])}. Look at `request.path`.",
        sure=owner.sure,
    )
