"""
Sign and verify session cookies as itsdangerous does for Flask.

The format is a payload, the time and a signature, each in URL-safe base64
without padding and with dots between: what ``URLSafeTimedSerializer`` writes
with Flask's salt and key derivation. It is written out here because Flask had
no itsdangerous until 0.10, and because a key needs deriving only once.
"""

import hmac
import struct
import zlib
from base64 import urlsafe_b64decode
from binascii import b2a_base64

try:
    from itsdangerous import BadSignature
except ImportError:
    BadSignature = Exception  # Flask did without itsdangerous until 0.10.

__all__ = ["CookieRefused", "Key", "Signer", "secrets_of"]

Text = type(u"")

_URL_SAFE = bytes(bytearray(range(256)).replace(b"+", b"-").replace(b"/", b"_"))

#: The longest payload that is signed or inflated. Browsers keep cookies to 4096 bytes.
LONGEST = 1 << 17


class CookieRefused(BadSignature):
    """
    A cookie that is not read, with the reason, which never quotes it.

    A ``BadSignature`` to whoever knows itsdangerous.
    """


def secrets_of(secret_key, fallbacks):
    """
    Return the secret keys of an application, the one that signs first.

    :raises TypeError: if ``SECRET_KEY_FALLBACKS`` is one string. Each of its
        letters would be a key, which everybody can guess.
    """
    if not fallbacks:
        return (secret_key,)
    if isinstance(fallbacks, (Text, bytes)):
        raise TypeError(
            "SECRET_KEY_FALLBACKS is a string, so that each of its letters would be"
            " a key. Make it a list: SECRET_KEY_FALLBACKS = ['the former key']."
        )
    # Flask keeps the newest of them last. An empty key is no key.
    return (secret_key,) + tuple(key for key in reversed(list(fallbacks)) if key)


class Key(object):
    """
    A secret key, derived once.

    :param secret: the secret key.
    :param salt: what keeps cookies of one purpose from passing for another's.
    :param derivation: how the two are combined, by itsdangerous' names.
    :param digest: the hash function, such as ``hashlib.sha1``.
    :param number: its place among the keys of the application.
    :param former: whether the application has another hash function by now.
    """

    def __init__(self, secret, salt, derivation, digest, number=0, former=False):
        self.number = number
        self.former = former
        secret, salt = _bytes(secret), _bytes(salt)
        if derivation == "hmac":
            derived = hmac.new(secret, salt, digest).digest()
        elif derivation == "django-concat":
            derived = digest(salt + b"signer" + secret).digest()
        elif derivation == "concat":
            derived = digest(salt + secret).digest()
        elif derivation == "none":
            derived = secret
        else:
            raise TypeError(
                "key_derivation is 'hmac', 'django-concat', 'concat' or 'none', not %r."
                % (derivation,)
            )
        self._mac = hmac.new(derived, None, digest)

    def sign(self, value):
        """Return the signature of bytes, in base64."""
        mac = self._mac.copy()
        mac.update(value)
        return encode(mac.digest())


class Signer(object):
    """
    The keys of an application.

    :param keys: the key that signs, then those that only verify.
    """

    def __init__(self, keys):
        self.keys = keys

    def sign(self, payload, signed_at):
        """Return a cookie's value, in text."""
        deflated = zlib.compress(payload)
        if len(deflated) < len(payload) - 1:
            value = b"." + encode(deflated)
        else:
            value = encode(payload)
        value += b"." + encode(struct.pack(">Q", int(signed_at)).lstrip(b"\0"))
        return (value + b"." + self.keys[0].sign(value)).decode("ascii")

    def verify(self, value):
        """
        Return the signed bytes and the key that signed them.

        :raises CookieRefused: if none of the keys did.
        """
        try:
            value, signature = value.encode("ascii").rsplit(b".", 1)
        except ValueError:
            raise CookieRefused("It is not of the format of a session cookie.")
        for key in self.keys:
            # The text and not the bytes it stands for, which other texts stand
            # for as well.
            if hmac.compare_digest(key.sign(value), signature):
                return value, key
        raise CookieRefused("No key of the application signed it.")


def read_payload(value):
    """
    Return the payload of what was verified and the time in it, as it stands.

    :raises CookieRefused: if it has none.
    """
    try:
        payload, stamp = value.rsplit(b".", 1)
        (time,) = struct.unpack(">Q", decode(stamp).rjust(8, b"\0"))
        if payload[:1] != b".":
            return decode(payload), time
        inflate = zlib.decompressobj()
        inflated = inflate.decompress(decode(payload[1:]), LONGEST)
    except (ValueError, TypeError, struct.error, zlib.error):
        raise CookieRefused("It is damaged, though an own key signed it.")
    if inflate.unconsumed_tail:
        raise CookieRefused("It is larger than what is read.")
    return inflated, time


def encode(data):
    return b2a_base64(data).translate(_URL_SAFE, b"=\n")


def decode(text):
    return urlsafe_b64decode(text + b"=" * (-len(text) % 4))


def _bytes(key):
    if isinstance(key, Text):
        return key.encode("utf-8")
    if not isinstance(key, bytes):
        raise TypeError("A secret key is a string or bytes, not %s." % type(key).__name__)
    return key
