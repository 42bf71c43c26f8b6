"""
Read a pickle without unpickling it.

Flask before 0.10 kept pickles in its cookies, and many a server-side store
still does. Python's own unpickler calls whatever a pickle names, and a list of
allowed classes does not make it safe: with only ``Markup`` allowed, one BUILD
replaces ``Markup.__html__`` for the whole process. This reader knows the
opcodes that plain data is made of, and a fixed table of names. Nothing is
imported, no attribute is looked up by a name out of the pickle, and nothing is
called but the functions of this file, each of which checks its arguments.
"""

import binascii
import codecs
import re
import struct
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from ..sessions import UTC
from .markup import Markup

try:
    from datetime import timezone
except ImportError:
    timezone = None  # Python 2 has no other zone than ours to give.

__all__ = ["COOKIE", "RECORD", "Limits", "PickleRefused", "read_pickle"]

Text = type(u"")
Integers = (int, type(1 << 64))


class PickleRefused(ValueError):
    """
    A pickle that is not read, with the reason.

    The reason never quotes the pickle, so that it can be logged.
    """


class Limits(object):
    """
    How much a pickle may ask for.

    :param size: how many bytes it may have.
    :param depth: how many containers may be inside each other.
    :param expanded: how many values and letters it may have when those that
        it uses twice are counted twice, as whoever writes them out again does.
        A short pickle may have fewer, lest a few bytes take a second.
    :param protocol: the highest pickle protocol whose opcodes are read.
    """

    def __init__(self, size, depth, expanded, protocol):
        self.size = size
        self.depth = depth
        self.expanded = expanded
        self.protocol = protocol


#: For cookies, which browsers keep to 4096 bytes and Flask pickled by protocol 0.
COOKIE = Limits(size=16384, depth=50, expanded=16384, protocol=2)

#: For the records of a server-side store, written by any Python.
RECORD = Limits(size=1 << 20, depth=100, expanded=1 << 21, protocol=5)

# Looked up now, because codecs are modules that Python imports on first use.
_decode_utf8 = codecs.getdecoder("utf-8")
_encode_latin1 = codecs.getencoder("latin-1")
_encode_utf8 = codecs.getencoder("utf-8")
_decode_raw_unicode = codecs.getdecoder("raw-unicode-escape")

_INTEGER = re.compile(br"[-+]?[0-9]{1,400}\Z")
_ESCAPED = re.compile(br"(?:[^\\]|\\[\\'\"nrt]|\\x[0-9a-f]{2})*\Z")
_FLOAT = re.compile(br"[-+]?([0-9]{1,25}(\.[0-9]{0,25})?([eE][-+]?[0-9]{1,3})?|inf|nan)\Z")
_DECIMAL = re.compile(
    u"[-+]?(?:[0-9]{1,100}(?:\\.[0-9]{0,100})?(?:E[-+]?[0-9]{1,4})?|Infinity|NaN)\\Z"
)


def read_pickle(data, limits=RECORD):
    """
    Return the plain data in a pickle.

    Strings of Python 2 come back as text, or as bytes where they are no UTF-8.

    :param data: the bytes.
    :param limits: the :class:`Limits` of what is read.
    :raises PickleRefused: for whatever is not plain data, is damaged, or goes
        beyond a limit. No other exception is raised, whatever the bytes.
    """
    (value,) = read_pickles([data], limits)
    return value


def read_first_pickle(data, limits=RECORD):
    """
    Return the plain data in the first of several pickles in a row, and the bytes of the others.

    :raises PickleRefused: as :func:`read_pickle`.
    """
    left = _check_length([data], limits)
    value, end = _read(data, limits)
    _spend(value, limits.depth, left)
    return value, data[end:]


def read_pickles(several, limits):
    """
    Return the data in several pickles, which share the limits of one.

    :raises PickleRefused: as :func:`read_pickle`.
    """
    left = _check_length(several, limits)
    values = []
    for data in several:
        value, _ = _read(data, limits)
        left = _spend(value, limits.depth, left)
        values.append(value)
    return values


def _check_length(several, limits):
    """Return how many values and letters pickles of such a length may have."""
    length = sum(map(_length, several))
    if length > limits.size:
        raise PickleRefused("It is longer than the %d bytes that are read." % limits.size)
    return min(limits.expanded, COOKIE.expanded + 16 * length)


def _length(data):
    if not isinstance(data, bytes):
        raise TypeError("A pickle is bytes, not %s." % type(data).__name__)
    return len(data)


def _read(data, limits):
    try:
        reader = _Reader(data, limits)
        return reader.read(), reader.position
    except PickleRefused:
        raise
    except (
        ArithmeticError, AttributeError, LookupError, struct.error, TypeError, ValueError
    ):
        # What a damaged pickle makes of a stack, a number or a date. Without
        # the error itself, which may quote what was read.
        refusal = PickleRefused("It is damaged.")
    raise refusal


# What a pickle may name. Each constructor takes the tuple of its arguments.

class _Constructor(object):
    """Stands for a name in a pickle. It can do one thing, and only with plain data."""

    __slots__ = ("call", "make", "__weakref__")

    def __init__(self, call, make=None):
        self.call = call
        self.make = make


class _Unbuilt(object):
    """An object whose state is still to come, and where the pickle has put it."""

    __slots__ = ("slots",)

    def __init__(self):
        self.slots = []


def _refuse(arguments):
    raise PickleRefused("It calls what only exists to be a base class.")


def _one(arguments, *types):
    (value,) = arguments
    if type(value) not in types:
        raise PickleRefused("It gives a constructor what that does not take.")
    return value


def _nothing(arguments):
    if arguments:
        raise PickleRefused("It gives a constructor what that does not take.")


def _state(value, length):
    """Return the bytes of a date or time, which Python 2 pickled as a string."""
    if type(value) is Text:
        value = _encode_utf8(value)[0]
    if type(value) is not bytes or len(value) != length:
        raise PickleRefused("It has a date that is none.")
    return bytearray(value)


def _make_date(arguments):
    (value,) = arguments
    high, low, month, day = _state(value, 4)
    return date(high << 8 | low, month, day)


def _clock(state, tail):
    hour, minute, second, high, middle, low = state
    (zone,) = tail or (None,)
    if zone is not None and type(zone) not in _ZONES:
        raise PickleRefused("It has a date with a time zone that is none.")
    # The top bit of the first number says which of two equal hours it is.
    return hour & 127, minute, second, high << 16 | middle << 8 | low, zone


def _make_datetime(arguments):
    state = _state(arguments[0], 10)
    return datetime(
        state[0] << 8 | state[1], state[2] & 127, state[3], *_clock(state[4:], arguments[1:])
    )


def _make_time(arguments):
    return time(*_clock(_state(arguments[0], 6), arguments[1:]))


def _make_timedelta(arguments):
    days, seconds, microseconds = arguments
    if not {type(days), type(seconds), type(microseconds)} <= set(Integers):
        raise PickleRefused("It has a timedelta that is none.")
    return timedelta(days, seconds, microseconds)


def _make_timezone(arguments):
    offset = arguments[0]
    if type(offset) is not timedelta or len(arguments) > 2:
        raise PickleRefused("It has a time zone that is none.")
    if not offset:
        return UTC
    if timezone is None:
        raise PickleRefused("It has a time zone that this Python does not know.")
    return timezone(offset)


def _make_utc(arguments):
    _nothing(arguments)
    return UTC


def _make_decimal(arguments):
    text = _one(arguments, Text)
    if not _DECIMAL.match(text):
        raise PickleRefused("It has a Decimal that is none, or is too long.")
    return Decimal(text)


def _make_markup(arguments):
    return Markup(_one(arguments, Text))


def _make_set(arguments):
    return set(map(_key, _one(arguments, list, tuple, set)))


def _make_frozenset(arguments):
    return frozenset(map(_key, _one(arguments, list, tuple, set)))


def _make_bytes(arguments):
    """Be ``_codecs.encode``, by which Python 3 writes bytes for Python 2."""
    text, encoding = arguments
    if type(text) is not Text or encoding != u"latin1":
        raise PickleRefused("It encodes text in a way that bytes are never pickled.")
    return _encode_latin1(text)[0]


def _make_empty_bytes(arguments):
    _nothing(arguments)
    return b""


def _reconstruct(arguments):
    """Be ``copy_reg._reconstructor``, by which protocols 0 and 1 make objects."""
    cls, base, state = arguments
    if cls is _MARKUP and base is _TEXT:
        return _make_markup((state,))
    if cls is _UUID and base is _OBJECT and state is None:
        return _Unbuilt()
    raise PickleRefused("It makes an object of a class that is not in the table.")


def _make_unbuilt(arguments):
    _nothing(arguments)
    return _Unbuilt()


def _build_uuid(state):
    if type(state) is not dict or not set(state) <= {u"int", u"is_safe"}:
        raise PickleRefused("It gives an object more than its value.")
    if type(state.get(u"is_safe")) not in (type(None), int):
        raise PickleRefused("It gives an object more than its value.")
    number = state[u"int"]
    if type(number) not in Integers:
        raise PickleRefused("It has a UUID that is none.")
    return UUID(int=number)


_TEXT = _Constructor(_refuse)
_OBJECT = _Constructor(_refuse)
_UUID = _Constructor(_refuse, _make_unbuilt)
_MARKUP = _Constructor(_make_markup, _make_markup)

_TABLE = {
    b"copy_reg _reconstructor": _Constructor(_reconstruct),
    b"_codecs encode": _Constructor(_make_bytes),
    b"datetime datetime": _Constructor(_make_datetime),
    b"datetime date": _Constructor(_make_date),
    b"datetime time": _Constructor(_make_time),
    b"datetime timedelta": _Constructor(_make_timedelta),
    b"datetime timezone": _Constructor(_make_timezone),
    b"pytz _UTC": _Constructor(_make_utc),
    b"decimal Decimal": _Constructor(_make_decimal),
    b"uuid UUID": _UUID,
    b"jinja2.utils Markup": _MARKUP,
    b"jinja2._markupsafe Markup": _MARKUP,
    b"markupsafe Markup": _MARKUP,
}
_BUILTINS = {
    b"unicode": _TEXT,
    b"str": _TEXT,
    b"object": _OBJECT,
    b"set": _Constructor(_make_set),
    b"frozenset": _Constructor(_make_frozenset),
    b"bytes": _Constructor(_make_empty_bytes),
}
for _name in _BUILTINS:
    _TABLE[b"__builtin__ " + _name] = _TABLE[b"builtins " + _name] = _BUILTINS[_name]
_TABLE[b"copyreg _reconstructor"] = _TABLE[b"copy_reg _reconstructor"]

_ZONES = {type(UTC)} if timezone is None else {timezone}


class _Reader(object):
    """The machine that a pickle is a program for, with little to command."""

    def __init__(self, data, limits):
        self.data = data
        self.opcodes = _OPCODES[limits.protocol]
        self.most_marks = 2 * limits.depth
        self.position = 0
        self.stack = []
        self.marks = []
        self.memo = {}

    def read(self):
        data = self.data
        opcodes = self.opcodes
        while True:
            position = self.position
            opcode = data[position : position + 1]
            self.position = position + 1
            if opcode == b".":
                break
            try:
                act = opcodes[opcode]
            except KeyError:
                raise PickleRefused(
                    "It ends too early."
                    if not opcode
                    else "It uses an opcode that plain data has no use for."
                )
            act(self)
        if len(self.stack) != 1 or self.marks:
            raise PickleRefused("It is damaged.")
        return self.stack[0]

    # Input

    def take(self, length):
        start = self.position
        end = start + length
        if end > len(self.data):
            raise PickleRefused("It ends too early.")
        self.position = end
        return self.data[start:end]

    def line(self):
        start = self.position
        end = self.data.find(b"\n", start)
        if end < 0:
            raise PickleRefused("It ends too early.")
        self.position = end + 1
        return self.data[start:end]

    def number(self, code, length):
        return struct.unpack(code, self.take(length))[0]

    def byte(self):
        return self.number("<B", 1)

    def four(self):
        return self.number("<I", 4)

    def eight(self):
        return self.number("<Q", 8)

    def index(self):
        line = self.line()
        if not _INTEGER.match(line) or len(line) > 9:
            raise PickleRefused("It is damaged.")
        return int(line)

    # Stack

    def pop_mark(self):
        """Take what was put on the stack since the mark."""
        items = self.stack
        self.stack = self.marks.pop()
        return items

    def put(self, key):
        value = self.stack[-1]
        self.memo[key] = value
        if type(value) is _Unbuilt:
            value.slots.append(key)

    def get(self, key):
        self.stack.append(self.memo[key])

    def top(self, kind):
        value = self.stack[-1]
        if type(value) is not kind:
            raise PickleRefused("It is damaged.")
        return value

    def name(self, name):
        try:
            self.stack.append(_TABLE[name])
        except KeyError:
            raise PickleRefused("It names something that is not in the table.")

    def set_items(self, items):
        target = self.top(dict)
        if len(items) % 2:
            raise PickleRefused("It is damaged.")
        for position in range(0, len(items), 2):
            target[_key(items[position])] = items[position + 1]


def _key(value):
    """
    Let through what can be a key, or in a set, and is hashed in no time.

    Tuples in tuples in tuples could take for ever, and large numbers could all
    have one and the same hash.
    """
    left = [value]
    for _ in range(100):
        if not left:
            return value
        item = left.pop()
        kind = type(item)
        if kind is tuple:
            if len(item) > 20:
                break
            left.extend(item)
        elif kind in Integers:
            if not -(1 << 53) < item < 1 << 53:
                break
        elif kind not in _STRINGS and kind not in _LEAVES:
            break
    raise PickleRefused("It has a key that no session has.")


# The opcodes. What is not here is refused: calls to old-style classes (INST,
# OBJ), extension codes, persistent ids, and the juggling that only pickles
# written by hand do (POP, DUP).

_OPCODES = {}
_BY_PROTOCOL = []


def _opcode(code, protocol=0):
    def register(act):
        _BY_PROTOCOL.append((protocol, code, act))
        return act

    return register


@_opcode(b"\x80", 2)
def _proto(reader):
    if reader.byte() > 5:
        raise PickleRefused("It is of a protocol that is not read.")


@_opcode(b"(")
def _mark(reader):
    if len(reader.marks) >= reader.most_marks:
        raise PickleRefused("It is nested too deeply.")
    reader.marks.append(reader.stack)
    reader.stack = []


def _push(code, value, protocol=0):
    _opcode(code, protocol)(lambda reader: reader.stack.append(value()))


def _push_read(code, read, protocol=0):
    _opcode(code, protocol)(lambda reader: reader.stack.append(read(reader)))


_push(b"N", lambda: None)
_push(b"\x88", lambda: True, 2)
_push(b"\x89", lambda: False, 2)
_push(b"]", list, 1)
_push(b"}", dict, 1)
_push(b")", tuple, 1)
_push(b"\x8f", set, 4)


def _read_int(reader):
    line = reader.line()
    if line in (b"00", b"01"):
        return line == b"01"
    return _integer(line)


def _read_long(reader):
    return _integer(reader.line().rstrip(b"L"))


def _integer(line):
    if not _INTEGER.match(line):
        raise PickleRefused("It has a number that is none, or is too long.")
    return int(line)


def _read_float(reader):
    line = reader.line()
    if not _FLOAT.match(line):
        raise PickleRefused("It has a number that is none, or is too long.")
    return float(line)


def _read_binary_long(length):
    def read(reader):
        count = length(reader)
        if count > 128:
            raise PickleRefused("It has a number that is too long.")
        data = reader.take(count)
        number = int(binascii.hexlify(data[::-1]) or b"0", 16)
        return number - (1 << 8 * count) if data[-1:] >= b"\x80" else number

    return read


_push_read(b"I", _read_int)
_push_read(b"L", _read_long)
_push_read(b"F", _read_float)
_push_read(b"J", lambda reader: reader.number("<i", 4), 1)
_push_read(b"K", _Reader.byte, 1)
_push_read(b"M", lambda reader: reader.number("<H", 2), 1)
_push_read(b"G", lambda reader: reader.number(">d", 8), 1)
_push_read(b"\x8a", _read_binary_long(_Reader.byte), 2)
_push_read(b"\x8b", _read_binary_long(_Reader.four), 2)


def _native(data):
    """Read a string of Python 2 as what Python 3 would have in its place."""
    try:
        return _decode_utf8(data)[0]
    except UnicodeDecodeError:
        return data


def _read_string(reader):
    line = reader.line().strip()
    quote = line[:1]
    if len(line) < 2 or quote not in (b"'", b'"') or line[-1:] != quote:
        raise PickleRefused("It is damaged.")
    if not _ESCAPED.match(line, 1, len(line) - 1):
        raise PickleRefused("It is damaged.")
    return _native(codecs.escape_decode(line[1:-1])[0])


def _read_unicode(reader):
    return _decode_raw_unicode(reader.line())[0]


def _read_text(length):
    def read(reader):
        data = reader.take(length(reader))
        try:
            return _decode_utf8(data)[0]
        except UnicodeDecodeError:
            # Half a surrogate pair, which UTF-8 has no way to say.
            return _decode_utf8(data, "surrogatepass")[0]

    return read


def _read_native(length):
    return lambda reader: _native(reader.take(length(reader)))


def _read_bytes(length):
    return lambda reader: reader.take(length(reader))


_push_read(b"S", _read_string)
_push_read(b"V", _read_unicode)
_push_read(b"T", _read_native(_Reader.four), 1)
_push_read(b"U", _read_native(_Reader.byte), 1)
_push_read(b"X", _read_text(_Reader.four), 1)
_push_read(b"B", _read_bytes(_Reader.four), 3)
_push_read(b"C", _read_bytes(_Reader.byte), 3)
_push_read(b"\x8c", _read_text(_Reader.byte), 4)
_push_read(b"\x8d", _read_text(_Reader.eight), 4)
_push_read(b"\x8e", _read_bytes(_Reader.eight), 4)


@_opcode(b"l")
def _list(reader):
    items = reader.pop_mark()
    reader.stack.append(items)


@_opcode(b"t")
def _tuple(reader):
    items = reader.pop_mark()
    reader.stack.append(tuple(items))


@_opcode(b"d")
def _dict(reader):
    items = reader.pop_mark()
    reader.stack.append({})
    reader.set_items(items)


@_opcode(b"\x91", 4)
def _frozenset(reader):
    items = reader.pop_mark()
    reader.stack.append(frozenset(map(_key, items)))


@_opcode(b"a")
def _append(reader):
    value = reader.stack.pop()
    reader.top(list).append(value)


@_opcode(b"e", 1)
def _appends(reader):
    items = reader.pop_mark()
    reader.top(list).extend(items)


@_opcode(b"s")
def _set_item(reader):
    value = reader.stack.pop()
    key = reader.stack.pop()
    reader.set_items([key, value])


@_opcode(b"u", 1)
def _set_items(reader):
    reader.set_items(reader.pop_mark())


@_opcode(b"\x90", 4)
def _add_items(reader):
    items = reader.pop_mark()
    reader.top(set).update(map(_key, items))


def _small_tuple(count):
    def act(reader):
        if len(reader.stack) < count:
            raise PickleRefused("It is damaged.")
        reader.stack[-count:] = [tuple(reader.stack[-count:])]

    return act


_opcode(b"\x85", 2)(_small_tuple(1))
_opcode(b"\x86", 2)(_small_tuple(2))
_opcode(b"\x87", 2)(_small_tuple(3))
_opcode(b"p")(lambda reader: reader.put(reader.index()))
_opcode(b"q", 1)(lambda reader: reader.put(reader.byte()))
_opcode(b"r", 1)(lambda reader: reader.put(reader.four()))
_opcode(b"\x94", 4)(lambda reader: reader.put(len(reader.memo)))
_opcode(b"g")(lambda reader: reader.get(reader.index()))
_opcode(b"h", 1)(lambda reader: reader.get(reader.byte()))
_opcode(b"j", 1)(lambda reader: reader.get(reader.four()))


@_opcode(b"\x95", 4)
def _frame(reader):
    # Frames tell how far to read ahead. There is nothing left to read here.
    if reader.eight() > len(reader.data) - reader.position:
        raise PickleRefused("It ends too early.")


@_opcode(b"c")
def _global(reader):
    module = reader.line()
    reader.name(module + b" " + reader.line())


@_opcode(b"\x93", 4)
def _stack_global(reader):
    name = reader.stack.pop()
    module = reader.stack.pop()
    if type(name) is not Text or type(module) is not Text:
        raise PickleRefused("It is damaged.")
    reader.name(_encode_utf8(module + u" " + name)[0])


@_opcode(b"R")
def _reduce(reader):
    arguments = reader.stack.pop()
    constructor = reader.stack.pop()
    if type(constructor) is not _Constructor or type(arguments) is not tuple:
        raise PickleRefused("It calls something that is not in the table.")
    reader.stack.append(constructor.call(arguments))


@_opcode(b"\x81", 2)
def _new(reader):
    arguments = reader.stack.pop()
    cls = reader.stack.pop()
    if type(cls) is not _Constructor or cls.make is None or type(arguments) is not tuple:
        raise PickleRefused("It makes an object of a class that is not in the table.")
    reader.stack.append(cls.make(arguments))


@_opcode(b"b")
def _build(reader):
    state = reader.stack.pop()
    unbuilt = reader.stack.pop()
    if type(unbuilt) is not _Unbuilt:
        raise PickleRefused("It changes an object that is complete.")
    value = _build_uuid(state)
    for key in unbuilt.slots:
        if reader.memo[key] is unbuilt:
            reader.memo[key] = value
    reader.stack.append(value)


for _protocol in range(6):
    _OPCODES[_protocol] = {code: act for first, code, act in _BY_PROTOCOL if first <= _protocol}

_LEAVES = {type(None), bool, float, datetime, date, time, timedelta, Decimal, UUID}
_LEAVES.update(Integers)
_STRINGS = {Text, bytes, Markup}
_CONTAINERS = {list, tuple, dict, set, frozenset}


def _spend(value, depth, left):
    """
    Hold a value to the limits and to what is data, and return how much of what is left it leaves.

    A pickle can name a list twice, and so make a long one of few bytes, or put
    it into itself.
    """
    kind = type(value)
    if kind in _CONTAINERS:
        if depth <= 0:
            raise PickleRefused("It is nested too deeply, or in itself.")
        for items in (value, value.values()) if kind is dict else (value,):
            for item in items:
                left = _spend(item, depth - 1, left)
    elif kind in _STRINGS:
        left -= len(value)
    elif kind not in _LEAVES:
        raise PickleRefused("It leaves something that is no data.")
    if left <= 0:
        raise PickleRefused("It is larger than what is read.")
    return left - 1
