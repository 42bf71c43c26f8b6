"""
What Flask has put into its session cookies.

========  ======================  =============================================
Format    Written by              What it is
========  ======================  =============================================
pickle    Flask 0.1 to 0.9        Werkzeug's ``SecureCookie``: a signature, and
                                  a pickle for each value
2011      itsdangerous before     signed JSON, the time counted from 2011
          1.0
today     itsdangerous since 1.0  signed JSON, the time counted from 1970
========  ======================  =============================================

Whatever the format, the signature is verified before anything is read.
"""

import binascii
import hashlib
import hmac
import re
from base64 import b64decode, b64encode
from datetime import date, datetime, timedelta
from decimal import Decimal

from . import pickles, tagged
from .signing import CookieRefused, read_payload

try:
    from urllib.parse import unquote_to_bytes
except ImportError:
    from urllib import unquote as unquote_to_bytes

__all__ = ["Found", "is_pickled", "plain", "read_pickled", "read_signed", "with_text"]

Text = type(u"")

#: When itsdangerous before 1.0 began to count. Nothing that it signed before
#: 2052 has a time as late as this, and nothing that others sign an earlier one.
EPOCH_2011 = 1293840000

_ITEM = re.compile(br"[^=&|?]+=[A-Za-z0-9+/]*={0,2}\Z")


class Found(object):
    """
    What a cookie was found to be.

    .. attribute:: format

        ``"today"``, ``"2011"`` or ``"pickle"``.

    .. attribute:: key

        Which of the keys signed it, counted from 0 for the one that signs now.

    .. attribute:: outdated

        Whether today's would be another cookie of the same format: it was
        signed with a former hash function, or holds strings of Python 2.

    .. attribute:: signed_at, expires

        In seconds since 1970, or None where the format does not say.
    """

    def __init__(self, format, data, key, outdated=False, signed_at=None, expires=None):
        self.format = format
        self.data = data
        self.key = key
        self.outdated = outdated
        self.signed_at = signed_at
        self.expires = expires


def is_pickled(value):
    """Say whether a cookie's value is of the format of Flask 0.1 to 0.9."""
    return u"?" in value


def read_signed(value, signer, loads, now, lifetime):
    """
    Read a cookie that itsdangerous signed.

    :param loads: makes data of JSON.
    :param lifetime: how old it may be in seconds, or None for any age.
    :raises CookieRefused: if it cannot be read, or is too old.
    """
    signed, key = signer.verify(value)
    payload, time = read_payload(signed)
    format = "today"
    if time < EPOCH_2011:
        format = "2011"
        time += EPOCH_2011
    if lifetime is not None:
        if now - time > lifetime:
            raise CookieRefused("It is too old.")
        if time > now:
            raise CookieRefused("It comes from the future. Set the clocks of all servers.")
    try:
        data = loads(payload)
    except Exception:
        # Whatever a serializer and its tags raise. It may quote the cookie.
        data = None
    if not isinstance(data, dict):
        raise CookieRefused("It holds no session, though an own key signed it.")
    if payload.count(b"[") + payload.count(b"{") > tagged.DEEPEST and tagged.is_too_deep(data):
        raise CookieRefused("It is nested too deeply, though an own key signed it.")
    return Found(format, data, key.number, key.former, time)


def read_pickled(value, secrets, now):
    """
    Read a cookie of Flask 0.1 to 0.9.

    :param secrets: the secret keys of the application.
    :param now: what time it is, or None to read what has expired.
    :raises CookieRefused: if it cannot be read, or has expired.
    """
    if len(value) > pickles.COOKIE.size:
        raise CookieRefused("It is longer than what is read.")
    try:
        signature, _, data = value.encode("ascii").partition(b"?")
    except UnicodeError:
        raise CookieRefused("It is not of the format of a session cookie.")
    items = data.split(b"&") if data else []
    key = _verify(signature, items, secrets)
    # Only now is anything read. Werkzeug signed the bars that it put between
    # the items, so an item that has some may be two in disguise.
    names, several = [], []
    for item in items:
        if not _ITEM.match(item):
            raise CookieRefused("It is damaged, though an own key signed it.")
        name, _, pickled = item.partition(b"=")
        names.append(_unquote(name))
        several.append(pickled)
    values = dict(zip(names, _unpickle(several)))
    expires = values.pop(u"_expires", None)
    if expires is not None:
        if type(expires) not in (int, float, type(1 << 64)):
            raise CookieRefused("It is damaged, though an own key signed it.")
        if now is not None and not now <= expires:
            raise CookieRefused("It is too old.")
    return Found("pickle", values, key, expires=expires)


def _verify(signature, items, secrets):
    message = b"".join(b"|" + item for item in items)
    for number, secret in enumerate(secrets):
        if isinstance(secret, Text):
            secret = secret.encode("utf-8")
        try:
            expected = hmac.new(secret, message, hashlib.sha1).digest()
        except (AttributeError, ValueError):
            raise CookieRefused("This machine has no SHA-1 to verify it with.")
        if hmac.compare_digest(b64encode(expected), signature):
            return number
    raise CookieRefused("No key of the application signed it.")


def _unquote(name):
    try:
        name = unquote_to_bytes(name.replace(b"+", b" "))
        return name.decode("utf-8")
    except UnicodeError:
        raise CookieRefused("It is damaged, though an own key signed it.")


def _unpickle(several):
    try:
        return pickles.read_pickles([b64decode(value) for value in several], pickles.COOKIE)
    except (TypeError, binascii.Error):
        raise CookieRefused("It is damaged, though an own key signed it.")
    except pickles.PickleRefused as refused:
        reason = "Its pickle was not read. %s" % refused
    raise CookieRefused(reason)


def plain(value):
    """
    Return a value of a pickle as a session cookie of today keeps it.

    Sets become sorted lists, Decimals and dates the text that Python spells
    them with, and timedeltas their seconds. All else becomes what a cookie
    makes of it.

    :raises TypeError: for a key that JSON cannot hold.
    """
    return tagged.loads(tagged.dumps(_jsonable(value)))


def with_text(value):
    """
    Return a value with text wherever it has bytes that are text in UTF-8.

    What Python 2 calls a string its Flask stored as bytes.
    """
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            return value
    if type(value) in (list, tuple):
        return type(value)(with_text(item) for item in value)
    if type(value) is dict:
        return {key: with_text(value[key]) for key in value}
    return value


def _jsonable(value):
    if isinstance(value, dict):
        return {key: _jsonable(value[key]) for key in value}
    if isinstance(value, (set, frozenset)):
        items = [_jsonable(item) for item in value]
        try:
            return sorted(items)
        except TypeError:
            return sorted(items, key=repr)
    if isinstance(value, (list, tuple)):
        return type(value)(_jsonable(item) for item in value)
    if isinstance(value, Decimal):
        return Text(value)
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, date) and not isinstance(value, datetime):
        return Text(value.isoformat())
    if type(value).__name__ == "time":
        return Text(value.isoformat())
    return value
