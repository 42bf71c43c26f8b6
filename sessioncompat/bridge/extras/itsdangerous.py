"""
``JSONWebSignatureSerializer``, ``TimedJSONWebSignatureSerializer`` and ``json``.

Tokens are read and written as itsdangerous had them, so that those that have
been sent stay valid.
"""

from __future__ import absolute_import

import hashlib
import json
import time

import itsdangerous
from itsdangerous import BadData, BadSignature, SignatureExpired
from itsdangerous.encoding import base64_decode, base64_encode, want_bytes
from itsdangerous.serializer import Serializer
from itsdangerous.signer import HMACAlgorithm, NoneAlgorithm

from ...features import has
from ..neighbours import names
from ..restorations import Names


class BadHeader(BadSignature):
    """The header is not what it has to be."""

    def __init__(self, message, payload=None, header=None, original_error=None):
        BadSignature.__init__(self, message, payload)
        self.header = header
        self.original_error = original_error


class JSONWebSignatureSerializer(Serializer):
    """Makes signed tokens with a header that names the algorithm."""

    jws_algorithms = {
        "HS256": HMACAlgorithm(hashlib.sha256),
        "HS384": HMACAlgorithm(hashlib.sha384),
        "HS512": HMACAlgorithm(hashlib.sha512),
        "none": NoneAlgorithm(),
    }
    default_algorithm = "HS512"
    default_serializer = json

    def __init__(
        self,
        secret_key,
        salt=None,
        serializer=None,
        serializer_kwargs=None,
        signer=None,
        signer_kwargs=None,
        algorithm_name=None,
    ):
        Serializer.__init__(
            self, secret_key, salt or b"itsdangerous", serializer, serializer_kwargs, signer,
            signer_kwargs,
        )
        self.algorithm_name = algorithm_name or self.default_algorithm
        self.algorithm = self.make_algorithm(self.algorithm_name)

    def make_algorithm(self, algorithm_name):
        """Return the algorithm of a name."""
        try:
            return self.jws_algorithms[algorithm_name]
        except KeyError:
            raise NotImplementedError("Algorithm not supported")

    def make_signer(self, salt=None, algorithm=None):
        """Return the signer; without a salt, the key signs as it is."""
        salt = self.salt if salt is None else salt
        return self.signer(
            self.secret_keys,
            salt=salt,
            sep=".",
            key_derivation="none" if salt is None else None,
            algorithm=algorithm or self.algorithm,
        )

    def make_header(self, header_fields):
        """Return the header of a token."""
        return dict(header_fields or {}, alg=self.algorithm_name)

    def dump_payload(self, header, obj):
        """Return what is signed."""
        parts = [
            base64_encode(want_bytes(json.dumps(one, separators=(",", ":"))))
            for one in (header, obj)
        ]
        return b".".join(parts)

    def load_payload(self, payload, serializer=None, return_header=False):
        """Return what was signed."""
        payload = want_bytes(payload)
        if b"." not in payload:
            raise BadData('No "." found in value')
        encoded_header, _, encoded = payload.partition(b".")
        try:
            header = json.loads(base64_decode(encoded_header))
        except (BadData, ValueError) as error:
            raise BadHeader("Could not read the header", original_error=error)
        if not isinstance(header, dict):
            raise BadHeader("Header payload is not a JSON object", header=header)
        found = Serializer.load_payload(self, base64_decode(encoded), serializer)
        return (found, header) if return_header else found

    def dumps(self, obj, salt=None, header_fields=None):
        """Return a token."""
        signer = self.make_signer(salt, self.algorithm)
        return signer.sign(self.dump_payload(self.make_header(header_fields), obj))

    def loads(self, s, salt=None, return_header=False):
        """Return what is in a token, or raise BadSignature."""
        signed = self.make_signer(salt, self.algorithm).unsign(want_bytes(s))
        found, header = self.load_payload(signed, return_header=True)
        if header.get("alg") != self.algorithm_name:
            raise BadHeader("Algorithm mismatch", header=header, payload=found)
        return (found, header) if return_header else found

    def loads_unsafe(self, s, salt=None, return_header=False):
        """Return whether a token is good, and what is in it if it can be read."""
        return self._loads_unsafe_impl(s, salt, {"return_header": return_header})


class TimedJSONWebSignatureSerializer(JSONWebSignatureSerializer):
    """The same with an end."""

    DEFAULT_EXPIRES_IN = 3600

    def __init__(self, secret_key, expires_in=None, **kwargs):
        JSONWebSignatureSerializer.__init__(self, secret_key, **kwargs)
        self.expires_in = self.DEFAULT_EXPIRES_IN if expires_in is None else expires_in

    def make_header(self, header_fields):
        """Return the header of a token, with its time and its end."""
        now = self.now()
        header = JSONWebSignatureSerializer.make_header(self, header_fields)
        return dict(header, iat=now, exp=now + self.expires_in)

    def loads(self, s, salt=None, return_header=False):
        """Return what is in a token, or raise SignatureExpired."""
        found, header = JSONWebSignatureSerializer.loads(self, s, salt, return_header=True)
        try:
            expires = int(header["exp"])
        except (KeyError, TypeError, ValueError):
            raise BadSignature("Missing expiry date", payload=found)
        if expires < self.now():
            raise SignatureExpired(
                "Signature expired", payload=found, date_signed=self.get_issue_date(header)
            )
        return (found, header) if return_header else found

    def get_issue_date(self, header):
        """Return when a token was made."""
        import datetime

        made = header.get("iat")
        if isinstance(made, (int, float)):
            return datetime.datetime.fromtimestamp(int(made), datetime.timezone.utc)
        return None

    def now(self):
        """Return the time."""
        return int(time.time())


_OWN = {
    "JSONWebSignatureSerializer": JSONWebSignatureSerializer,
    "TimedJSONWebSignatureSerializer": TimedJSONWebSignatureSerializer,
    "json": json,
}


def restorations(bridge):
    """Return what this itsdangerous lacks."""
    missing = [name for name in _OWN if not has("itsdangerous." + name)]
    if not missing:
        return []
    values = {name: lambda value=_OWN[name]: value for name in missing}
    return [Names("itsdangerous", values)] + names(
        "itsdangerous", {"BadHeader": (BadHeader, "the authlib distribution")}
    )
