"""
The tagged JSON in a session cookie, as today's Flask writes it.

Written out here because Flask has had it since 0.10 only, lost dicts with
``" t"`` for a key until 1.0, and gave naive datetimes with Werkzeug before
2.0. What one Python stores here, the other reads as the same.
"""

import json
import re
from base64 import b64decode, b64encode
from calendar import timegm
from datetime import datetime, timedelta
from email.utils import parsedate_tz
from uuid import UUID

from ..sessions import UTC
from .markup import Markup

try:
    RecursionError
except NameError:
    RecursionError = RuntimeError  # As Python 2 calls it.

__all__ = ["CannotBeStored", "TaggedJSON"]

Text = type(u"")
PYTHON_2 = bytes is str

_WHOLE = {Text, int, float, bool, type(None), type(1 << 64)}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATE = re.compile(
    "[A-Z][a-z][a-z], ([0-9]{2}) ([A-Z][a-z][a-z]) ([1-9][0-9]{3})"
    " ([0-9]{2}):([0-9]{2}):([0-9]{2}) GMT\\Z"
)


class CannotBeStored(TypeError):
    """A session holds what JSON cannot, and the message says where, and what to do."""


class TaggedJSON(object):
    """Turns the data of a session into JSON and back."""

    def dumps(self, value):
        """
        Return the JSON of the data.

        :raises CannotBeStored: for a value that would not come back.
        """
        return dumps(value)

    def loads(self, value):
        """Return the data in the JSON."""
        return loads(value)


#: How many containers may be inside each other. More than Python has room for
#: would be read and then fail whoever walks through them.
DEEPEST = 200


def dumps(value):
    try:
        tagged = _tag_session(value)
        text = _encode_any(tagged)
        too_deep = text.count("[") + text.count("{") > DEEPEST and is_too_deep(value)
    except RecursionError:
        too_deep = True
    if too_deep:
        raise CannotBeStored(
            "The session has more than %d containers inside each other, or one in itself,"
            " which a session cookie cannot keep. Store a flat list." % DEEPEST
        )
    return text


def is_too_deep(value):
    """Say whether a value has more containers inside each other than are kept."""
    level = [value]
    for _ in range(DEEPEST):
        level = [
            inner
            for outer in level
            if isinstance(outer, (dict, list, tuple))
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            return False
    return True


def loads(text):
    if isinstance(text, bytes):
        text = text.decode("utf-8")
    # Every tag is a key that starts with a space.
    return _decode_tagged(text) if u'" ' in text else _decode(text)


_encode = json.JSONEncoder(separators=(",", ":"), sort_keys=True).encode
_encode_unsorted = json.JSONEncoder(separators=(",", ":")).encode
_decode = json.JSONDecoder().decode


def _encode_any(tagged):
    try:
        return _encode(tagged)
    except TypeError:
        # Keys of several types have no order.
        return _encode_unsorted(tagged)


def _tag_session(value):
    if not isinstance(value, dict):
        return _located(value)
    tagged = {}
    for key in value:
        item = value[key]
        if type(item) not in _WHOLE:
            item = _located(item, key)
        tagged[key if type(key) is Text else _located_key(key)] = item
    return _untaggable(tagged) if len(tagged) == 1 else tagged


def _located(value, key=None):
    try:
        return _tag(value)
    except _Unknown as unknown:
        raise CannotBeStored(_explain(key, value, unknown.value))


def _located_key(key):
    try:
        return _checked(key)
    except _Unknown as unknown:
        raise CannotBeStored(_explain(None, key, unknown.value))


class _Unknown(Exception):
    """Carries a value that JSON cannot hold to where its key is known."""

    def __init__(self, value):
        Exception.__init__(self)
        self.value = value


def _tag(value):
    """Return what JSON has for a value, as Flask's own tags do, one after the other."""
    if type(value) in _WHOLE:
        return value
    if isinstance(value, dict):
        tagged = {}
        for key in value:
            tagged[_checked(key)] = _tag(value[key])
        return _untaggable(tagged) if len(tagged) == 1 else tagged
    if isinstance(value, tuple):
        return {u" t": [_tag(item) for item in value]}
    if isinstance(value, list):
        return [_tag(item) for item in value]
    if isinstance(value, bytes):
        return _tag_bytes(value)
    if callable(getattr(value, "__html__", None)):
        return {u" m": Text(value.__html__())}
    if isinstance(value, UUID):
        return {u" u": value.hex}
    if isinstance(value, datetime):
        return {u" d": http_date(value)}
    if isinstance(value, (Text, int, float, type(1 << 64))):
        return value
    raise _Unknown(value)


def _untaggable(tagged):
    """Keep a dict whose only key looks like a tag from being taken for one."""
    for key in tagged:
        if key in _UNTAG:
            return {u" di": {key + u"__": tagged[key]}}
    return tagged


def _tag_bytes(value):
    if PYTHON_2:
        try:
            # The native string of Python 2, which on Python 3 would be text.
            return value.decode("ascii")
        except UnicodeDecodeError:
            pass
    return {u" b": b64encode(value).decode("ascii")}


def _checked(key):
    if key is None or isinstance(key, (Text, int, float, type(1 << 64))):
        return key
    if PYTHON_2 and isinstance(key, str):
        try:
            return key.decode("utf-8")
        except UnicodeDecodeError:
            pass
    raise _Unknown(key)


_INSTEAD = {
    "set": "a sorted list",
    "frozenset": "a sorted list",
    "Decimal": "str(value), and read it with Decimal(...)",
    "date": "value.isoformat()",
    "time": "value.isoformat()",
    "timedelta": "value.total_seconds()",
    "bytearray": "bytes(value)",
}


def _explain(key, value, unknown):
    """Say what cannot be stored and what can be instead, but not what it is."""
    name = type(unknown).__name__
    where = "The session" if key is None else "session[%s]" % repr(key).lstrip("u")
    has = "is a" if unknown is value and key is not None else "holds a"
    instead = _INSTEAD.get(name, "what identifies it, such as its id, and look it up again")
    return "%s %s %s, which a session cookie cannot keep. Store %s." % (where, has, name, instead)


# Dates of HTTP, which no locale spells otherwise.

def http_date(moment):
    """Return a datetime as HTTP writes it: in UTC and to the second."""
    year, month, day, hour, minute, second, weekday = moment.utctimetuple()[:7]
    return u"%s, %02d %s %04d %02d:%02d:%02d GMT" % (
        _DAYS[weekday], day, _MONTHS[month - 1], year, hour, minute, second
    )


def parse_date(text):
    """Return an aware datetime in UTC, or None for what is no date."""
    match = _DATE.match(text)
    if match:
        day, month, year, hour, minute, second = match.groups()
        try:
            return datetime(
                int(year), _MONTHS.index(month) + 1, int(day),
                int(hour), int(minute), int(second), tzinfo=UTC
            )
        except ValueError:
            return None
    parsed = parsedate_tz(text)
    if parsed is None:
        return None
    try:
        return _EPOCH + timedelta(seconds=timegm(parsed[:6] + (0, 1, 0)) - (parsed[9] or 0))
    except (OverflowError, ValueError):
        return None


_UNTAG = {
    u" di": lambda value: {next(iter(value))[:-2]: value[next(iter(value))]},
    u" t": tuple,
    u" b": b64decode,
    u" m": Markup,
    u" u": UUID,
    u" d": parse_date,
}


def _untag(value):
    if len(value) == 1:
        for key in value:
            if key in _UNTAG:
                return _UNTAG[key](value[key])
    return value


_decode_tagged = json.JSONDecoder(object_hook=_untag).decode
