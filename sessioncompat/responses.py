"""
Today's ``set_cookie`` and ``delete_cookie`` on any Werkzeug.

Werkzeug learned ``samesite`` in 0.14 (and ``SameSite=None`` in 1.0), gave
``delete_cookie`` the cookie's attributes in 2.0, learned ``partitioned`` in
3.1, and stopped taking bytes as a value in 3.0. While an interface saves a
session its response takes them all, because it is of a class derived from
its own. Most are from the start; the others are only while that lasts.
"""

from uuid import UUID

from .features import function_of, has

#: Whether the installed Werkzeug knows every attribute a cookie can have.
KNOWS_EVERY_ATTRIBUTE = has("werkzeug.wrappers.Response.delete_cookie(partitioned)")

#: Whether it knows each value of SameSite. Before 1.0 it refuses ``None``.
KNOWS_SAMESITE = has("werkzeug.wrappers.Response.delete_cookie(samesite)")

#: The classes of responses that take today's cookie arguments.
WIDENED = set()

_widened_classes = {}  # By the class that each derives from.


class _TodaysCookies(object):
    """Mixed in before a response class."""

    def __reduce_ex__(self, protocol):
        # In a cache a response is of its own class, for readers without sessioncompat. The
        # later protocols would compare the two.
        reduced = super(_TodaysCookies, self).__reduce_ex__(min(protocol, 1))
        cls = type(self)
        own = vars(cls).get("_sessioncompat_own", cls)
        made_of = tuple(own if argument is cls else argument for argument in reduced[1])
        return (reduced[0], made_of) + tuple(reduced[2:])

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


class _PlainCookies(_TodaysCookies):
    """
    Mixed in before a response class whose cookies are Werkzeug's own.

    What every Werkzeug takes is passed on by position, at a tenth of what
    keywords cost.
    """

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
        **newer
    ):
        if type(value) is not str:
            value = _text(value)
        if newer or (samesite is not None and not KNOWS_SAMESITE):
            super(_PlainCookies, self).set_cookie(
                key,
                value,
                max_age,
                expires,
                path,
                domain,
                secure,
                httponly,
                samesite,
                **newer
            )
        elif KNOWS_SAMESITE:
            super(_TodaysCookies, self).set_cookie(
                key, value, max_age, expires, path, domain, secure, httponly, samesite
            )
        else:
            super(_TodaysCookies, self).set_cookie(
                key, value, max_age, expires, path, domain, secure, httponly
            )


def _passing_for(own):
    """
    Make the class of a class that passes for the one it derives from.

    ``isinstance(flask.Response(), app.response_class)`` stays true.
    """

    class LikeItsOwn(type):
        # Methods of the other class, bound: Flask asks of whatever a view returns, and no
        # Python runs for it.
        __instancecheck__ = own.__instancecheck__
        __subclasscheck__ = own.__subclasscheck__

        def __new__(cls, *args, **kwargs):
            return type.__new__(LikeItself if cls is LikeItsOwn else cls, *args, **kwargs)

    class LikeItself(LikeItsOwn):
        """The class of what others derive from there."""

        __instancecheck__ = type.__instancecheck__
        __subclasscheck__ = type.__subclasscheck__

    return LikeItsOwn


def widened(cls):
    """
    Return the class for responses that take today's cookie arguments all their life.

    As ``app.response_class`` it spares every response a change of class and
    back. A class that writes cookies in a way of its own is returned as it is,
    because outside the saving of a session it is nobody else's business.
    """
    return _derive(cls) if type(cls) is type and _is_plain(cls) else cls


def widen(response):
    """
    Let a response take today's cookie arguments until its class is put back.

    :return: the response's own class, for ``response.__class__``.
    """
    cls = type(response)
    if not issubclass(cls, _TodaysCookies):
        response.__class__ = _derive(cls)
    return cls


def _is_plain(cls):
    """Say whether a class writes cookies as Werkzeug does."""
    homes = [function_of(getattr(cls, name)).__module__ for name in ("set_cookie", "delete_cookie")]
    return all(home.startswith("werkzeug.") for home in homes)


def _derive(cls):
    try:
        return _widened_classes[cls]
    except KeyError:
        pass
    kind = (
        cls.__name__,
        (_PlainCookies if _is_plain(cls) else _TodaysCookies, cls),
        {"__module__": cls.__module__, "__doc__": cls.__doc__, "_sessioncompat_own": cls},
    )
    if type(cls) is type:
        derived = type.__new__(_passing_for(cls), *kind)
    else:
        derived = type(cls)(*kind)
    _widened_classes[cls] = derived
    WIDENED.add(derived)
    return derived


def _text(value):
    """Turn what session interfaces give as a cookie's value into a string."""
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
