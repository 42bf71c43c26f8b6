"""
The cookies of Werkzeug's test client, as its tests had them.
"""

import functools
from http import cookiejar

from werkzeug.test import Client

from ..features import has
from .restorations import Attribute


def restorations(bridge):
    """Return what this Werkzeug lacks."""
    if has("werkzeug.test.Client.cookie_jar"):
        return []
    jar = Attribute(Client, "cookie_jar", "werkzeug.test.Client.cookie_jar", get=CookieJar)
    return [jar, _ServerNameFirst()]


class _ServerNameFirst(object):
    """``client.set_cookie("localhost", key, value)`` and ``delete_cookie`` alike."""

    def apply(self):
        for name, most in (("set_cookie", 3), ("delete_cookie", 2)):
            self._widen(name, most)

    def _widen(self, name, most):
        bridge = self.bridge
        todays = vars(Client)[name]

        @functools.wraps(todays)
        def method(self, *args, **kwargs):
            path = "werkzeug.takes-server_name-before-cookie"
            if len(args) == most and bridge.used(path):
                kwargs.setdefault("domain", args[0])
                args = args[1:]
            return todays(self, *args, **kwargs)

        bridge.set(Client, name, method)

    def undo(self):
        """The bridge has put it back."""


class CookieJar(cookiejar.CookieJar):
    """The cookies of a client; what is put in or taken out is the client's."""

    def __init__(self, client):
        cookiejar.CookieJar.__init__(self)
        self._client = client
        for cookie in (client._cookies or {}).values():
            cookiejar.CookieJar.set_cookie(self, _as_the_jar_has_it(cookie))

    def set_cookie(self, cookie):
        """Give the client a cookie."""
        cookiejar.CookieJar.set_cookie(self, cookie)
        self._client.set_cookie(
            cookie.name,
            cookie.value,
            domain=_host(cookie.domain) or "localhost",
            path=cookie.path or "/",
            origin_only=not cookie.domain_specified,
        )

    def clear(self, domain=None, path=None, name=None):
        """Take cookies from the client."""
        for cookie in list(self):
            if domain in (None, cookie.domain) and path in (None, cookie.path):
                if name in (None, cookie.name):
                    self._client.delete_cookie(
                        cookie.name, domain=_host(cookie.domain), path=cookie.path
                    )
        cookiejar.CookieJar.clear(self, *[one for one in (domain, path, name) if one is not None])

    def clear_session_cookies(self):
        """Take those that end with the browser."""
        for cookie in list(self):
            if cookie.expires is None:
                self.clear(cookie.domain, cookie.path, cookie.name)


def _host(domain):
    """Return the host that a domain of Python's cookie jars stands for."""
    domain = domain.lstrip(".")
    return domain[: -len(".local")] if domain.endswith(".local") else domain


def _as_the_jar_has_it(cookie):
    expires = cookie.expires and int(cookie.expires.timestamp())
    rest = {"HttpOnly": None} if cookie.http_only else {}
    if cookie.same_site:
        rest["SameSite"] = cookie.same_site
    return cookiejar.Cookie(
        version=0,
        name=cookie.key,
        value=cookie.value,
        port=None,
        port_specified=False,
        # Python's cookie jars have no host without a dot.
        domain=cookie.domain if "." in cookie.domain else cookie.domain + ".local",
        domain_specified=not cookie.origin_only,
        domain_initial_dot=False,
        path=cookie.path,
        path_specified=True,
        secure=bool(cookie.secure),
        expires=expires,
        discard=expires is None,
        comment=None,
        comment_url=None,
        rest=rest,
    )
