"""
The cookie's domain made of ``SERVER_NAME``, as Flask made it until 2.2.

Then the session is one for all subdomains. Asked for by name, because a
cookie that other hosts get is not for a bridge to guess.
"""

import functools

from ...features import has
from ...sessions import native


def restorations(bridge):
    """Return it, where this Flask does not do so itself."""
    return [] if has("flask.Flask.session_cookie_name") else [_Domain()]


class _Domain(object):
    def apply(self):
        bridge = self.bridge
        todays = native.SessionInterface.get_cookie_domain

        @functools.wraps(todays)
        def get_cookie_domain(self, app):
            domain = todays(self, app)
            if domain is None and app.config["SERVER_NAME"] and bridge.scope.holds(app.import_name):
                return _domain_of(app.config["SERVER_NAME"])
            return domain

        bridge.set(native.SessionInterface, "get_cookie_domain", get_cookie_domain)

    def undo(self):
        """The bridge has put it back."""


def _domain_of(server_name):
    """Return the domain, or None for a host that cannot have one."""
    host = server_name.partition(":")[0].lstrip(".")
    if "." not in host or host.replace(".", "").isdigit():
        return None
    return host
