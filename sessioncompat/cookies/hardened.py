"""
Signed cookie sessions, as safe as today's on every Flask.
"""

import hashlib
import logging
import operator
import re
import time
import warnings
from datetime import date, datetime, timedelta

import flask

from .. import accessed, responses
from ..features import config_of, has
from ..sessions import UTC, SecureCookieSession, SessionInterface, native
from . import formats, tagged
from .signing import LONGEST, CookieRefused, Key, Signer, secrets_of

__all__ = ["SecureCookieSessionInterface"]

log = logging.getLogger("sessioncompat.cookies")
log.addHandler(logging.NullHandler())

#: How many cookies of one name are looked at. A browser has one for each domain and path.
MOST_COOKIES = 8

#: Where a session keeps what is wrong with the cookie that it came in.
ARRIVAL = "_sessioncompat_arrival"

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

#: Whether flask.json.tag writes the sessions of this Flask. 0.12.3 has that
#: module by mistake, and does not use it.
USES_TAGS = has("flask.json.tag.TaggedJSONSerializer") and not has("flask.sessions._tag")

try:
    from flask.json.provider import DefaultJSONProvider
except ImportError:
    DefaultJSONProvider = None
    if USES_TAGS:
        from flask.json import JSONEncoder

# What an application may have put something else in the place of.
_COOKIES = flask.Request.cookies

# What we sign is so, and not always what the serializer of a subclass says.
_needs_no_quotes = re.compile(u"[A-Za-z0-9_.-]*\\Z").match

_attributes_of = operator.itemgetter(
    "domain", "path", "secure", "httponly", "samesite", "partitioned"
)

if has("flask.sessions.SecureCookieSessionInterface"):

    class _Native(native.SecureCookieSessionInterface, SessionInterface):
        """Flask's own, so that an isinstance check keeps its answer."""

else:
    _Native = SessionInterface


def _no_sha1(data=b""):
    raise ValueError("This Python was built without SHA-1.")


# Not a function that looks for it later, as Flask's: hmac is slow with one.
_sha1 = getattr(hashlib, "sha1", _no_sha1)


class SecureCookieSessionInterface(_Native):
    """
    Keeps sessions in signed cookies, in the format of today's Flask.

    Give it to an application with :func:`sessioncompat.init_extension`. It is
    configured as Flask's own is, by the config keys of the newest Flask, and
    cookies that itsdangerous before 1.0 signed are read without being asked
    to: that is safe.

    :param digest_method: the hash function that signs, such as
        ``hashlib.sha256``. Flask's own is SHA-1, which some machines have not.
    :param previous_digest_methods: hash functions whose cookies are read too,
        and sent again with the other signature.
    :param read_legacy_pickles: whether cookies of Flask 0.1 to 0.9 are read.
        They are pickles, which :func:`~sessioncompat.cookies.read_pickle`
        reads without a way to call anything. Those that are not permanent
        never expire, so give this an end.
    :param legacy_until: the date from which on they are not read any more.
    :param read_python_2_strings: whether bytes in a signed cookie come back as
        text where they are text. What Python 2 calls a string its Flask stored
        as bytes, which are bytes to any Flask on Python 3. It takes bytes of
        the application's own for text as well, so give this an end too.
    :param previous_domains: domains that the cookie had, such as
        ``"example.com"``. A cookie that a browser still has for one of them is
        deleted. ``SERVER_NAME`` needs no mention: Flask before 2.3 made it the
        domain.
    """

    salt = "cookie-session"
    key_derivation = "hmac"
    digest_method = staticmethod(_sha1)
    session_class = SecureCookieSession
    if USES_TAGS:
        # Flask's own, because applications register tags with it.
        serializer = native.session_json_serializer
    else:
        serializer = tagged.TaggedJSON()

    def __init__(
        self,
        digest_method=None,
        previous_digest_methods=(),
        read_legacy_pickles=False,
        legacy_until=None,
        previous_domains=(),
        read_python_2_strings=False,
    ):
        if digest_method is not None:
            self.digest_method = digest_method
        self.previous_digest_methods = tuple(previous_digest_methods)
        self.read_legacy_pickles = read_legacy_pickles
        self.legacy_until = legacy_until
        self.previous_domains = tuple(previous_domains)
        self.read_python_2_strings = read_python_2_strings
        self._legacy_ends = None if legacy_until is None else _timestamp(legacy_until)
        self._serializers = {}
        self._templates = {}

    def get_signing_serializer(self, app):
        """
        Return what signs and verifies, or None without a secret key.

        It has ``dumps(data)`` and ``loads(value, max_age=None)``, and is made
        once for the same keys.
        """
        secret = app.secret_key
        if not secret:
            return None
        fallbacks = config_of(app).get("SECRET_KEY_FALLBACKS")
        made_of = (
            secret,
            tuple(fallbacks) if fallbacks else None,
            self.salt,
            self.key_derivation,
            self.digest_method,
            self.serializer,
        )
        try:
            return self._serializers[made_of]
        except KeyError:
            pass
        if len(self._serializers) > 8:
            self._serializers.clear()
        made = _SigningSerializer(self, secrets_of(secret, fallbacks))
        self._serializers[made_of] = made
        return made

    def open_session(self, app, request):
        """Open the session of the newest cookie that an own key signed."""
        serializer = self.get_signing_serializer(app)
        if serializer is None:
            return None
        values = self._values(app, request)
        if not values:
            return accessed.watch(self.session_class())
        found = self._newest(app, serializer, values)
        if found is None:
            return accessed.watch(self.session_class())
        session = self.session_class(found.data)
        if found.format != "today" or found.outdated or len(values) > 1:
            self._put_right(app, session, found, len(values) > 1)
        return accessed.watch(session)

    def save_session(self, app, session, response):
        """Send the session's cookie, if it has to be sent."""
        accessed.settle(session)
        if getattr(session, "accessed", True):
            _vary(response)
        arrival = getattr(session, ARRIVAL, None)
        if not session:
            if session.modified or arrival is not None:
                self._delete_cookie(app, response, arrival)
            return
        if self.should_set_cookie(app, session):
            signed_at = time.time()
            expires = self.get_expiration_time(app, session)
        elif arrival is not None:
            signed_at, expires = arrival.signed_at, arrival.expires
        else:
            return
        value = self._dumps(app, dict(session), signed_at)
        self._set_cookie(app, response, value, expires, arrival)

    # Reading

    def _values(self, app, request):
        """Return the values of every cookie that has the session's name."""
        name = self.get_cookie_name(app)
        if getattr(type(request), "cookies", None) is not _COOKIES:
            value = request.cookies.get(name)
            return [value] if value else []
        header = request.environ.get("HTTP_COOKIE")
        if not header or name not in header:
            return []
        if isinstance(header, bytes):
            header = header.decode("latin-1")
        values = []
        for pair in header.split(";"):
            key, _, value = pair.partition("=")
            if key.strip() == name:
                value = unquote(value.strip())
                if value and value not in values:
                    values.append(value)
                    if len(values) == MOST_COOKIES:
                        break
        return values

    def _newest(self, app, serializer, values):
        newest = None
        for value in values:
            try:
                found = self._read(app, serializer, value)
            except CookieRefused as refused:
                log.info("Refused a session cookie. %s", refused)
                continue
            if newest is None or _newness(found) > _newness(newest):
                newest = found
        return newest

    def _read(self, app, serializer, value):
        now = int(time.time())
        lifetime = _lifetime(app)
        if not isinstance(serializer, _SigningSerializer):
            return _read_with(serializer, value, lifetime, now)
        if not formats.is_pickled(value):
            found = formats.read_signed(value, serializer.signer, serializer.load, now, lifetime)
            if self.read_python_2_strings:
                self._turn_into_text(found)
            return found
        if not self.read_legacy_pickles:
            raise CookieRefused(
                "Flask before 0.10 wrote it. Pass read_legacy_pickles=True to read it."
            )
        if self._legacy_ends is not None and now >= self._legacy_ends:
            raise CookieRefused("Flask before 0.10 wrote it, and legacy_until is over.")
        found = formats.read_pickled(value, serializer.secrets, now)
        found.data = self._modernize(found.data)
        found.signed_at = now
        if found.expires is not None:
            # No earlier than a time that is read as it stands.
            found.signed_at = max(formats.EPOCH_2011, min(now, found.expires - lifetime))
        return found

    def _turn_into_text(self, found):
        data = formats.with_text(found.data)
        if repr(data) != repr(found.data):
            found.data = data
            found.outdated = True

    def _modernize(self, data):
        try:
            return formats.plain(data)
        except (TypeError, ValueError, OverflowError):
            reason = "Its pickle holds what today's cookies cannot."
        raise CookieRefused(reason)

    def _put_right(self, app, session, found, several):
        """Have the response replace a cookie of another format, or of several the rest."""
        if found.format != "today" or found.outdated:
            log.info("Upgraded a session cookie of the %s format.", found.format)
        elif not self._stale_domains(app, several):
            return
        expires = None
        if session.permanent:
            expires = _EPOCH + timedelta(seconds=found.signed_at + _lifetime(app))
        accessed.settle(session)
        arrival = _Arrival(found.signed_at, expires, several)
        try:
            object.__setattr__(session, ARRIVAL, arrival)
        except (AttributeError, TypeError):
            session.modified = True

    def _stale_domains(self, app, several):
        """Return the domains that the cookie may still have from another time."""
        config = config_of(app)
        current = (self._domain(app) or "").lstrip(".")
        stale = [domain.lstrip(".") for domain in self.previous_domains]
        server = (config.get("SERVER_NAME") or "").rsplit(":", 1)[0].lstrip(".")
        if "." in server and not server.replace(".", "").isdigit():
            stale.append(server)
        stale = [domain for domain in stale if domain != current]
        if several and current:
            stale.append(None)  # The one that goes to this host alone.
        return stale

    # Writing

    def _dumps(self, app, data, signed_at):
        serializer = self.get_signing_serializer(app)
        if not isinstance(serializer, _SigningSerializer):
            return serializer.dumps(data)
        return serializer.dumps(data, signed_at, _shapes_json(app))

    def _domain(self, app):
        # Flask 0.5 and 0.6 left the port in, which is no domain to any browser.
        domain = self.get_cookie_domain(app)
        return domain.partition(":")[0] if domain else None

    def _attributes(self, app):
        return {
            "domain": self._domain(app),
            "path": self.get_cookie_path(app),
            "secure": self.get_cookie_secure(app),
            "httponly": self.get_cookie_httponly(app),
            "samesite": self.get_cookie_samesite(app),
            "partitioned": self.get_cookie_partitioned(app),
        }

    def _set_cookie(self, app, response, value, expires, arrival):
        name = self.get_cookie_name(app)
        attributes = self._attributes(app)
        if arrival is not None and arrival.several:
            self._delete_stale(app, response, name, attributes, True)
        header = None
        if isinstance(value, bytes):
            value = value.decode("latin-1")  # Of a serializer that is not ours.
        if _needs_no_quotes(value) and _sets_cookies_as_flask_does(type(response)):
            before, between, after = self._template(app, name, attributes)
            header = before + str(value) + between
            if expires is not None:
                header += "; Expires=" + str(tagged.http_date(expires))
            header += after
            if len(header) > config_of(app).get("MAX_COOKIE_SIZE", 4093):
                header = None  # Werkzeug has a warning for that.
        if header is not None:
            response.headers.add("Set-Cookie", header)
        else:
            _set_cookie(response, name, value, expires=expires, **attributes)
            if not hasattr(response, "max_cookie_size"):
                _warn_of_size(app, name, response.headers.getlist("Set-Cookie")[-1])
        _vary(response)

    def _template(self, app, name, attributes):
        """
        Return what comes before the value, the expiration and the end in a ``Set-Cookie``.

        Werkzeug writes it, once: the attributes hardly ever change.
        """
        made_of = name, _attributes_of(attributes)
        try:
            return self._templates[made_of]
        except KeyError:
            pass
        if len(self._templates) > 64:
            self._templates.clear()
        response = flask.Response()
        _set_cookie(response, name, "VALUE", expires=0, **attributes)
        header = response.headers["Set-Cookie"]
        written = re.match(r"(.*=)VALUE(.*?); expires=[^;]*(.*)", header, re.I)
        template = self._templates[made_of] = written.groups()
        return template

    def _delete_cookie(self, app, response, arrival):
        name = self.get_cookie_name(app)
        attributes = self._attributes(app)
        several = arrival is not None and arrival.several
        self._delete_stale(app, response, name, attributes, several)
        _delete_cookie(response, name, **attributes)
        _vary(response)

    def _delete_stale(self, app, response, name, attributes, several):
        for domain in self._stale_domains(app, several):
            log.info("Deleted a session cookie of another domain.")
            _delete_cookie(response, name, **dict(attributes, domain=domain))


def _sets_cookies_as_flask_does(cls, known={}):
    """Say whether a class of responses has no ``set_cookie`` or limit of its own."""
    if cls not in known:
        known[cls] = all(
            base.__module__.partition(".")[0] in ("flask", "werkzeug")
            for name in ("set_cookie", "max_cookie_size")
            for base in cls.__mro__
            if name in vars(base) and base.__module__ != responses.__name__
        )
    return known[cls]


def _set_cookie(response, *args, **kwargs):
    own_class = responses.widen(response)
    try:
        response.set_cookie(*args, **kwargs)
    finally:
        response.__class__ = own_class


def _delete_cookie(response, *args, **kwargs):
    own_class = responses.widen(response)
    try:
        response.delete_cookie(*args, **kwargs)
    finally:
        response.__class__ = own_class


def _shapes_json(app):
    """Say whether an application makes JSON in a way of its own, and of more types."""
    if DefaultJSONProvider is not None:
        provider = app.json
        return (
            type(provider) is not DefaultJSONProvider
            or provider.default is not DefaultJSONProvider.default
        )
    return USES_TAGS and app.json_encoder is not JSONEncoder


class _Arrival(object):
    """What the next cookie keeps of the one that has to be replaced."""

    def __init__(self, signed_at, expires, several):
        self.signed_at = signed_at
        self.expires = expires
        self.several = several


class _SigningSerializer(object):
    """Signs the data of sessions, and verifies it."""

    def __init__(self, interface, secrets):
        digests = (interface.digest_method,) + interface.previous_digest_methods
        self.secrets = secrets
        self.signer = Signer(_keys(interface, secrets, digests))
        self.serializer = interface.serializer
        # Flask's own, to which nobody added anything, can be had faster.
        self.usual = isinstance(self.serializer, tagged.TaggedJSON)
        if USES_TAGS:
            usual = type(native.session_json_serializer)
            if type(self.serializer) is usual:
                self.usual = len(usual.default_tags)

    def load(self, payload):
        if self._is_usual():
            return tagged.loads(payload)
        return self.serializer.loads(payload.decode("utf-8"))

    def _is_usual(self):
        return self.usual is True or self.usual and len(self.serializer.order) == self.usual

    def dumps(self, data, signed_at=None, shaped=False):
        """Return a cookie's value."""
        if self._is_usual() and not shaped:
            payload = tagged.dumps(data)
        else:
            payload = self.serializer.dumps(data)
        if not isinstance(payload, bytes):
            payload = payload.encode("utf-8")
        if len(payload) > LONGEST:
            raise tagged.CannotBeStored(
                "The session is %d bytes long, which is more than the %d that are read"
                " again. Store less in it." % (len(payload), LONGEST)
            )
        return self.signer.sign(payload, time.time() if signed_at is None else signed_at)

    def loads(self, value, max_age=None):
        """
        Return the data in a cookie's value.

        :raises CookieRefused: which is itsdangerous' ``BadSignature`` where that is installed.
        """
        if isinstance(value, bytes):
            value = value.decode("latin-1")
        now = int(time.time())
        return formats.read_signed(value, self.signer, self.load, now, max_age).data


def _keys(interface, secrets, digests):
    keys = []
    for former, digest in enumerate(digests):
        try:
            for number, secret in enumerate(secrets):
                keys.append(Key(
                    secret, interface.salt, interface.key_derivation, digest, number, former > 0
                ))
        except ValueError:
            # As hashlib says where a FIPS policy forbids it.
            if not former:
                raise RuntimeError(
                    "This machine does not have the hash function that signs session"
                    " cookies. Pass another: %s(digest_method=hashlib.sha256)."
                    % type(interface).__name__
                )
            log.warning("A former hash function is not to be had, nor its cookies.")
    return keys


def _read_with(serializer, value, lifetime, now):
    """Read with what a subclass gave for a serializer."""
    try:
        data = serializer.loads(value, max_age=lifetime)
    except Exception:
        # Its exceptions may quote the cookie.
        data = None
    if not isinstance(data, dict):
        raise CookieRefused("The serializer of the application did not read it.")
    return formats.Found("today", data, 0, signed_at=now)


def unquote(value):
    """Return what a cookie's value says, which Werkzeug put into quotes where it had to."""
    if value[:1] != '"' or value[-1:] != '"':
        return value
    return re.sub(r"\\([0-3][0-7][0-7]|.)", _unescape, value[1:-1])


def _unescape(match):
    escaped = match.group(1)
    return u"%c" % int(escaped, 8) if len(escaped) == 3 else escaped


def _newness(found):
    """Return what is larger for newer cookies. Pickles say no time, and are the oldest."""
    return found.format != "pickle", found.signed_at


def _lifetime(app):
    # Flask 0.1 has no permanent sessions, and later ones keep them 31 days.
    lifetime = getattr(app, "permanent_session_lifetime", None)
    return 31 * 86400 if lifetime is None else lifetime.days * 86400 + lifetime.seconds


def _timestamp(moment):
    if not isinstance(moment, date):
        raise TypeError(
            "legacy_until is a date or a datetime, not %s. Pass datetime.date(2027, 1, 31)."
            % type(moment).__name__
        )
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return (moment - _EPOCH).total_seconds()


def _vary(response):
    """Tell caches that the response depends on the cookies of who asked."""
    headers = response.headers
    varies = headers.get("Vary")
    if varies is None:
        headers["Vary"] = "Cookie"
    elif varies != "Cookie":
        response.vary.add("Cookie")


def _warn_of_size(app, name, header):
    """Warn as a later Werkzeug does itself. Browsers drop such a cookie without a word."""
    most = config_of(app).get("MAX_COOKIE_SIZE", 4093)
    if most and len(header) > most:
        warnings.warn(
            "The %r cookie is %d bytes long, which is more than the %d that browsers"
            " keep. Store less in the session." % (name, len(header), most),
            stacklevel=4,
        )
