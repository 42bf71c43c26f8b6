"""
Read the pickles that server-side stores are full of, without unpickling them.

Flask-Session up to 0.6 and Flask-KVSession pickle every session, and so does
cachelib in its files to this day. Flask-Session 0.7 and later write
MessagePack, and unpickle what is still there from before: whoever can write to
the store, or to the Redis beside it, runs code.

An application that has its interface goes on with the records it has::

    from flask_session import Session
    from sessioncompat.cookies import keep_stored_sessions

    Session(app)
    keep_stored_sessions(app)

Records are written as the extension writes them, so those of a store that
moved on become its new ones, one by one, as sessions are saved.
"""

import errno
import hashlib
import logging
import os
import struct
import time
import types
from pickle import UnpicklingError

from .markup import Markup
from .pickles import RECORD, PickleRefused, read_first_pickle, read_pickle

__all__ = ["keep_stored_sessions", "read_cache_file", "read_stored_pickles"]

log = logging.getLogger("sessioncompat.cookies")

Text = type(u"")

#: Where interfaces keep what reads their records: Flask-Session and Flask-KVSession.
_SERIALIZERS = ("serializer", "serialization_method")


def keep_stored_sessions(app):
    """
    Have an application go on with the records in its store, and unpickle none.

    For Flask-Session and Flask-KVSession of any release. Call it once the
    application has its interface. Files are also found by the names, and read
    in the forms, that earlier releases of cachelib gave them.

    :param app: the Flask application.
    :return: the interface.
    :raises TypeError: for an interface that has no such store.
    """
    interface = app.session_interface
    found = _keep_serializers(interface)
    cache = getattr(interface, "cache", None)
    if cache is not None and not isinstance(cache, _Files):
        found = _keep_serializers(cache) or found
        if hasattr(cache, "_get_filename"):
            interface.cache = found = _Files(cache)
    if not found and cache is None:
        raise TypeError(
            "%s has none of the stores of Flask-Session and Flask-KVSession. Put"
            " read_stored_pickles(...) around what it reads its records with."
            % type(interface).__name__
        )
    return interface


def _keep_serializers(holder):
    names = [name for name in _SERIALIZERS if getattr(holder, name, None) is not None]
    for name in names:
        setattr(holder, name, read_stored_pickles(getattr(holder, name)))
    return bool(names)


def read_stored_pickles(serializer):
    """
    Return a serializer that reads pickles safely and leaves the rest to another.

    For interfaces that :func:`keep_stored_sessions` does not know.

    :param serializer: what the store has: the module ``pickle``, a serializer
        of Flask-Session or cachelib, or anything with ``loads`` or ``decode``.
    """
    if isinstance(serializer, _SafeSerializer):
        return serializer
    return _SafeSerializer(serializer)


def read_cache_file(data):
    """
    Read a file of Werkzeug's or cachelib's ``FileSystemCache``.

    :param data: the bytes of the file.
    :return: when it expires, in seconds since 1970 and 0 for never, and the value.
    :raises PickleRefused: if it is not plain data.
    """
    try:
        # Another pickle comes first, that of a number ...
        expires, rest = read_first_pickle(data)
        if type(expires) in (int, float) and _starts(rest):
            return expires, read_pickle(rest)
    except PickleRefused:
        pass
    if _starts(data[4:]):
        # ... or, since cachelib 0.7, the number itself.
        return struct.unpack("I", data[:4])[0], read_pickle(data[4:])
    raise PickleRefused("It is no file of a cache.")


class RecordRefused(PickleRefused, KeyError, UnpicklingError):
    """What the stores that unpickle by themselves take for a session that is not there."""

    __str__ = ValueError.__str__


class _SafeSerializer(object):
    """Stands before the serializer of a store."""

    def __init__(self, serializer):
        self._serializer = serializer

    def __getattr__(self, name):
        if name == "_serializer":
            raise AttributeError(name)  # A copy asks before it has one.
        return getattr(self._serializer, name)

    def loads(self, data):
        """
        Read a record, as ``pickle.loads`` and the serializers of cachelib.

        :raises RecordRefused: instead of a module. Serializers return None.
        """
        if data is None:
            return None
        return self._read(data, "loads")

    def load(self, stream):
        """Read the rest of a file, as cachelib has it."""
        return self.loads(stream.read())

    def decode(self, data):
        """
        Read a record, as Flask-Session since 0.7 has it.

        None for one that is refused, which is to it a session that is not there.
        """
        return _without_markup(self._read(data, "decode"))

    def _read(self, data, method):
        try:
            return self._read_safely(data, method)
        except PickleRefused as refused:
            reason = str(refused)
        log.warning("Refused a record of a session store. %s", reason)
        if isinstance(self._serializer, types.ModuleType):
            raise RecordRefused(reason)

    def _read_safely(self, data, method):
        if data[:1] == b"!":
            return read_pickle(data[1:])  # As cachelib marks pickles in Redis.
        if _is_pickle(data):
            return read_pickle(data)
        if not _is_safe(data):
            return self._decode(data)
        try:
            return getattr(self._serializer, method)(data)
        except Exception:
            # Whatever a serializer raises. It may quote the record.
            pass
        raise PickleRefused("The serializer of the store did not read it.")

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


class _Files(object):
    """
    Stands before the cache that Flask-Session keeps files with.

    cachelib named them by MD5 until 0.16, and until 0.7 the time in them was a
    pickle. Those that have no serializer to replace unpickle it still when they
    make room, so a directory that others write to wants a later one.
    """

    def __init__(self, cache):
        self._cache = cache

    def __getattr__(self, name):
        if name == "_cache":
            raise AttributeError(name)
        return getattr(self._cache, name)

    def get(self, key):
        """Return what is stored, or None."""
        for path in self._paths(key):
            try:
                with open(path, "rb") as stream:
                    expires, value = read_cache_file(stream.read(RECORD.size))
            except EnvironmentError:
                continue
            except PickleRefused as refused:
                if hasattr(self._cache, "serializer"):
                    return self._cache.get(key)  # Perhaps it writes JSON.
                log.warning("Refused a file of a session store. %s", refused)
                return None
            if expires == 0 or expires >= time.time():
                return value
        return None

    def set(self, key, *args, **kwargs):
        """Store it, and forget it under a former name."""
        result = self._cache.set(key, *args, **kwargs)
        self._forget_former(key)
        return result

    def delete(self, key, *args, **kwargs):
        """Delete it, under any name: or logging out would not log out."""
        self._forget_former(key)
        return self._cache.delete(key, *args, **kwargs)

    def _paths(self, key):
        current = self._cache._get_filename(key)
        try:
            name = hashlib.md5(key if isinstance(key, bytes) else key.encode("utf-8")).hexdigest()
        except ValueError:
            return [current]  # Where MD5 is forbidden there are no such names.
        former = os.path.join(os.path.dirname(current), name)
        return [current] if former == current else [current, former]

    def _forget_former(self, key):
        for path in self._paths(key)[1:]:
            try:
                os.remove(path)
            except OSError as error:
                if error.errno != errno.ENOENT:
                    raise
