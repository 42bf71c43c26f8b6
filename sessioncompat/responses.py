"""
Today's ``set_cookie`` and ``delete_cookie`` on any Werkzeug.

Werkzeug learned ``samesite`` in 0.14 (and ``SameSite=None`` in 1.0), gave
``delete_cookie`` the cookie's attributes in 2.0, learned ``partitioned`` in
3.1, and stopped taking bytes as a value in 3.0. While an interface saves a
session its response takes them all.
"""

from uuid import UUID

from .features import has

#: Whether the installed Werkzeug knows every attribute a cookie can have.
KNOWS_EVERY_ATTRIBUTE = has("werkzeug.wrappers.Response.delete_cookie(partitioned)")

#: Whether it knows each value of SameSite. Before 1.0 it refuses ``None``.
KNOWS_SAMESITE = has("werkzeug.wrappers.Response.delete_cookie(samesite)")

_widened_classes = {}


class _TodaysCookies(object):
    """Mixed in before a response class while a session is saved."""

    if KNOWS_EVERY_ATTRIBUTE:

        def set_cookie(self, key, value="", *args, **kwargs):
            super(_TodaysCookies, self).set_cookie(key, _text(value), *args, **kwargs)

    else:

        def set_cookie(
            self,
            key,
            value="",
            max_age=None,
            expires=None,
            path="/",
            domain=None,
            secure=False,
            httponly=False,
            samesite=None,
            partitioned=False,
            **unknown
        ):
            if KNOWS_SAMESITE:
                unknown["samesite"] = samesite
            # Werkzeug says itself, by TypeError, what nobody knows.
            super(_TodaysCookies, self).set_cookie(
                key,
                _text(value),
                max_age=max_age,
                expires=expires,
                path=path,
                domain=domain,
                # Partitioned cookies have to be Secure (CHIPS).
                secure=secure or partitioned,
                httponly=httponly,
                **unknown
            )
            attributes = ""
            if samesite is not None and not KNOWS_SAMESITE:
                attributes += "; SameSite=" + _samesite(samesite)
            if partitioned:
                attributes += "; Partitioned"
            if attributes:
                _extend_last_cookie(self.headers, attributes)

        def delete_cookie(
            self,
            key,
            path="/",
            domain=None,
            secure=False,
            httponly=False,
            samesite=None,
            partitioned=False,
            **unknown
        ):
            self.set_cookie(
                key,
                expires=0,
                max_age=0,
                path=path,
                domain=domain,
                secure=secure,
                httponly=httponly,
                samesite=samesite,
                partitioned=partitioned,
                **unknown
            )


def widen(response):
    """
    Let a response take today's cookie arguments until its class is put back.

    :return: the response's own class, for ``response.__class__``.
    """
    cls = type(response)
    try:
        widened = _widened_classes[cls]
    except KeyError:
        if issubclass(cls, _TodaysCookies):
            return cls
        widened = _widened_classes[cls] = type(
            cls.__name__, (_TodaysCookies, cls), {"__module__": cls.__module__}
        )
    response.__class__ = widened
    return cls


def _text(value):
    """Turn what session interfaces give as a cookie's value into a string."""
    if type(value) is str:
        return value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, bytes) and bytes is not str:
        return value.decode()
    return value


def _samesite(value):
    titled = value.title()
    if titled not in ("Strict", "Lax", "None"):
        raise ValueError(
            "SameSite is 'Strict', 'Lax' or 'None', not %r."
            " Correct SESSION_COOKIE_SAMESITE or the samesite argument." % value
        )
    return titled


def _extend_last_cookie(headers, attributes):
    # The cookie is the header added last, unless the application's own
    # response class adds another after it.
    last = max(
        number for number, (name, _) in enumerate(headers) if name.lower() == "set-cookie"
    )
    name, cookie = headers[last]
    headers[last] = name, cookie + attributes
