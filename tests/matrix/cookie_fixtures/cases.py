# coding: utf-8
"""
What was put into the sessions of old Flasks, and what is to be read today.

For the installs that write the cookies as well as for the tests that read
them, so it imports nothing that an old install lacks.
"""

import sys
import uuid
from datetime import date, datetime, time, timedelta
from decimal import Decimal

try:
    from markupsafe import Markup
except ImportError:
    from jinja2 import Markup

SECRET_KEY = "the secret key of all fixtures"
SALT = "cookie-session"

#: When the cookies are signed: half a minute past noon on a day of 2013.
NOW = 1371816030
LIFETIME = timedelta(days=31)


def user():
    return {u"user_id": 42, u"name": u"Ada"}


def scalars():
    return {
        u"text": u"caf\xe9 \u20ac",
        u"beyond": u"\U0001f36a",
        u"empty": u"",
        u"control": u"a\n\t\"'\\u0041\0b",
        u"integer": 7,
        u"negative": -7,
        u"large": 2 ** 70,
        u"float": 1.5,
        u"true": True,
        u"false": False,
        u"none": None,
        u"na\xefve key": 1,
        u"a=b&c?d": 2,
    }


def containers():
    return {
        u"list": [1, [u"two", []]],
        u"tuple": (1, (u"two", ())),
        u"dict": {u"one": {u"two": [3]}},
        u"mixed": [{u"a": (1, 2)}, ({u"b": []},)],
        u"same": [u"again", u"again"],
    }


def types():
    return {
        u"markup": Markup(u"<b>\xe9</b>"),
        u"bytes": b"\xff\x00\x01 bytes",
        u"uuid": uuid.UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
        u"datetime": datetime(2012, 2, 29, 12, 30, 59),
        u"early": datetime(1950, 1, 2, 3, 4, 5),
    }


def native():
    """What a Python calls a string by default."""
    return {u"native": "native", u"flashes": [("message", "saved")]}


def long():
    return {u"long": u"It was a dark and stormy night. " * 20}


def keys():
    return {u"keys": {1: u"one", u"two": 2}}


def pickles():
    """What only a pickle can hold."""
    return {
        u"set": set([3, 1, 2]),
        u"frozenset": frozenset([u"x"]),
        u"decimal": Decimal("12.50"),
        u"date": date(2012, 2, 29),
        u"time": time(12, 30, 59),
        u"timedelta": timedelta(hours=1, seconds=30),
        u"microseconds": datetime(2012, 2, 29, 12, 30, 59, 123456),
    }


def emptied():
    """What is left when all is taken out again. Flask before 0.8 sent that, signed."""
    return {}


CASES = [user, scalars, containers, types, native, long, keys, pickles, emptied]


def expected(record, utc):
    """Return the data of a record as today's Flask on Python 3 has it."""
    case = record["case"]
    if case == "types":
        data = types()
        data[u"datetime"] = data[u"datetime"].replace(tzinfo=utc)
        data[u"early"] = data[u"early"].replace(tzinfo=utc)
    elif case == "native":
        signed_bytes = record["itsdangerous"] and record["python"].startswith("2.")
        if signed_bytes:
            # Python 2 tagged its strings as bytes, which today's Flask gives.
            data = {u"native": b"native", u"flashes": [(b"message", b"saved")]}
        else:
            data = {u"native": u"native", u"flashes": [(u"message", u"saved")]}
    elif case == "keys":
        data = {u"keys": {u"1": u"one", u"two": 2}}
    elif case == "pickles":
        data = {
            u"set": [1, 2, 3],
            u"frozenset": [u"x"],
            u"decimal": u"12.50",
            u"date": u"2012-02-29",
            u"time": u"12:30:59",
            u"timedelta": 3630.0,
            u"microseconds": datetime(2012, 2, 29, 12, 30, 59, tzinfo=utc),
        }
    else:
        data = globals()[case]()
    if record["permanent"]:
        data[u"_permanent"] = True
    return data


def alike(one, other):
    """Say whether two values are equal, and so are the types of all that is in them."""
    if isinstance(one, dict):
        return (
            isinstance(other, dict)
            and set(one) == set(other)
            and all(alike(one[key], other[key]) for key in one)
        )
    if isinstance(one, (list, tuple)):
        return (
            type(one) is type(other)
            and len(one) == len(other)
            and all(alike(*pair) for pair in zip(one, other))
        )
    if type(one) is not type(other) and not (PYTHON_2 and numbers(one) and numbers(other)):
        # On Python 2 the one string is as good as the other, if it is ASCII.
        return PYTHON_2 and {type(one), type(other)} == {str, type(u"")} and one == other
    return one == other and getattr(one, "tzinfo", None) == getattr(other, "tzinfo", None)


PYTHON_2 = sys.version_info[0] == 2


def numbers(value):
    return isinstance(value, (int, type(1 << 64))) and not isinstance(value, bool)
