"""
Read the pickles that server-side stores are full of, without unpickling them.

Flask-Session up to 0.6 and Flask-KVSession pickle every session. Flask-Session
0.7 and later write MessagePack, and unpickle what is still there from before:
whoever can write to the store, or to the Redis beside it, runs code.

A store that keeps a serializer takes one from here instead, and goes on with
the records it has::

    from flask_session import Session
    from sessioncompat.cookies import read_stored_pickles

    Session(app)
    interface = app.session_interface
    interface.serializer = read_stored_pickles(interface.serializer)

The same for Flask-Session on a filesystem, whose cache has the serializer::

    cache = app.session_interface.cache
    cache.serializer = read_stored_pickles(cache.serializer)

and for Flask-KVSession::

    interface.serialization_method = read_stored_pickles(interface.serialization_method)

Records are written as the serializer writes them, so those of a store that
moved on become its new ones, one by one, as sessions are saved.
"""

import logging
import struct

from .markup import Markup
from .pickles import PickleRefused, read_pickle

__all__ = ["read_cache_file", "read_stored_pickles"]

log = logging.getLogger("sessioncompat.cookies")

Text = type(u"")


def read_stored_pickles(serializer):
    """
    Return a serializer that reads pickles safely and leaves the rest to another.

    :param serializer: what the store has: the module ``pickle``, a serializer
        of Flask-Session or cachelib, or anything with ``loads`` or ``decode``.
    """
    if isinstance(serializer, _SafeSerializer):
        return serializer
    return _SafeSerializer(serializer)


def read_cache_file(data):
    """
    Read a file of Werkzeug's or cachelib's ``FileSystemCache``.

    For those that unpickle by themselves, and for moving their records.

    :param data: the bytes of the file.
    :return: when it expires, in seconds since 1970 and 0 for never, and the value.
    :raises PickleRefused: if it is not plain data.
    """
    for opcode, length in ((b"K", 3), (b"M", 4), (b"J", 6)):
        # Another pickle comes first, that of a number ...
        if data[:1] == opcode and data[length - 1 : length] == b"." and _starts(data[length:]):
            return read_pickle(data[:length]), read_pickle(data[length:])
    if _starts(data[4:]):
        # ... or, since cachelib 0.2, the number itself.
        return struct.unpack("I", data[:4])[0], read_pickle(data[4:])
    raise PickleRefused("It is no file of a cache.")


class RecordRefused(PickleRefused, KeyError):
    """A KeyError to the stores that take one for a session that is not there."""

    __str__ = ValueError.__str__


class _SafeSerializer(object):
    """Stands before the serializer of a store."""

    def __init__(self, serializer):
        self._serializer = serializer

    def __getattr__(self, name):
        return getattr(self._serializer, name)

    def loads(self, data):
        """Read a record, as ``pickle.loads`` and Flask-KVSession have it."""
        return self._read(data, "loads")

    def load(self, stream):
        """Read the rest of a file, as cachelib has it."""
        return self._read(stream.read(), "loads")

    def decode(self, data):
        """
        Read a record, as Flask-Session since 0.6 has it.

        None for one that is refused, which is to it a session that is not there.
        """
        try:
            return _without_markup(self._read(data, "decode"))
        except PickleRefused:
            return None

    def _read(self, data, method):
        try:
            if _is_pickle(data):
                return read_pickle(data)
            if _is_safe(data):
                return getattr(self._serializer, method)(data)
            return self._decode(data)
        except PickleRefused as refused:
            log.warning("Refused a record of a session store. %s", refused)
            reason = str(refused)
        raise RecordRefused(reason)

    def _decode(self, data):
        """
        Read MessagePack past the ``decode`` of Flask-Session.

        That unpickles whatever is no MessagePack, and MessagePack may begin
        as a pickle does.
        """
        for name in ("decoder", "alternate_decoder"):
            decoder = getattr(self._serializer, name, None)
            if decoder is not None:
                try:
                    return decoder.decode(data)
                except ValueError:
                    continue
        raise PickleRefused("It is no pickle that is read, and nothing else that is known.")


def _is_safe(data):
    """Say whether the first byte is none that a pickle could have: no unpickler gets further."""
    return data[:1] in (b"{", b"\xde", b"\xdf")


def _is_pickle(data):
    """
    Tell a pickle from MessagePack and JSON.

    A session is a dict. In MessagePack it begins with a byte that is none of
    these, but for the empty one, which is a byte long; in JSON with a brace.
    """
    return isinstance(data, bytes) and len(data) > 1 and data[-1:] == b"." and _starts(data)


def _starts(data):
    return data[:1] in (b"\x80", b"(", b"}", b"]", b"c")


def _without_markup(value):
    if type(value) is Markup:
        return Text(value)
    if type(value) is dict:
        return {_without_markup(key): _without_markup(value[key]) for key in value}
    if type(value) in (list, tuple):
        return type(value)(_without_markup(item) for item in value)
    return value
