"""
The pickles of server-side stores are read without unpickling them.
"""

import copy
import hashlib
import io
import os
import pickle
import struct
import time

import pytest
from attacks import ATTACKS, MARKUP

from sessioncompat.cookies import PickleRefused, keep_stored_sessions, read_stored_pickles
from sessioncompat.cookies.markup import Markup
from sessioncompat.cookies.stores import read_cache_file

SESSION = {u"name": u"Ada", u"_permanent": True, u"cart": [(1, u"tea")], u"html": Markup(u"<b>")}
PROTOCOLS = range(pickle.HIGHEST_PROTOCOL + 1)


class Modern(object):
    """As Flask-Session since 0.7 has them: what is nothing else is unpickled."""

    class decoder(object):
        @staticmethod
        def decode(data):
            if data[-1:] == b".":
                raise ValueError("It is no MessagePack.")
            return {u"decoded": data}

    alternate_decoder = decoder

    def encode(self, session):
        return b"\x81" + repr(session).encode("ascii")

    def decode(self, data):
        try:
            return self.decoder.decode(data)
        except ValueError:
            return pickle.loads(data)


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_records_of_former_releases_are_read(protocol):
    record = pickle.dumps(SESSION, protocol)

    assert read_stored_pickles(pickle).loads(record) == SESSION
    assert read_stored_pickles(Modern()).decode(record) == SESSION
    assert read_stored_pickles(pickle).load(io.BytesIO(record)) == SESSION


def test_markup_is_text_to_those_that_know_none():
    record = pickle.dumps({u"html": [Markup(u"<b>")]}, 2)

    assert type(read_stored_pickles(pickle).loads(record)[u"html"][0]) is Markup
    assert type(read_stored_pickles(Modern()).decode(record)[u"html"][0]) is type(u"")


@pytest.mark.parametrize("data", [b"\x80", b"\x81\xa1a\x01", b'{"a":1}', b"\xde\x00\x00", b"{}"])
def test_what_is_no_pickle_goes_to_the_serializer(data):
    assert read_stored_pickles(Modern()).decode(data) == {u"decoded": data}


def test_writing_is_left_to_the_serializer():
    assert read_stored_pickles(Modern()).encode({}) == b"\x81{}"
    assert pickle.loads(read_stored_pickles(pickle).dumps(SESSION, 2)) == SESSION
    assert read_stored_pickles(read_stored_pickles(pickle))._serializer is pickle


def test_attacks_are_refused():
    """Whatever they begin with. To those that can say so, they are no session."""
    called = []

    class Spy(Modern):
        def decode(self, data):
            called.append(data)

        loads = decode

    prefixes = [b"", b"]0", b"\x88", b"\x820", b"\x8a\x00", b"\x8c\x00", b"N0", b"I1\n", b" "]
    for name in sorted(ATTACKS):
        for prefix in prefixes:
            data = prefix + ATTACKS[name]
            assert read_stored_pickles(Spy()).decode(data) in (None, {u"decoded": data}), name
            assert read_stored_pickles(Spy()).loads(data) in (None, {u"decoded": data}), name
            if data[-1:] == b".":
                with pytest.raises(PickleRefused):
                    read_stored_pickles(pickle).loads(data)
                for known in (KeyError, pickle.UnpicklingError):
                    with pytest.raises(known):
                        read_stored_pickles(pickle).loads(data)
    with pytest.raises(PickleRefused):
        read_stored_pickles(pickle).loads(b"(dVa\n" + MARKUP + b"(dVx\nVx\nsbs.")
    assert called == []


def test_no_record_is_no_record():
    assert read_stored_pickles(Modern()).loads(None) is None


def test_the_mark_of_cachelib_is_known():
    """Which marks pickles in Redis, and attacks as well."""
    assert read_stored_pickles(Modern()).loads(b"!" + pickle.dumps(SESSION, 2)) == SESSION
    for name in sorted(ATTACKS):
        assert read_stored_pickles(Modern()).loads(b"!" + ATTACKS[name]) is None, name


def test_what_a_serializer_raises_is_a_refusal():
    """Also what pickle says of JSON, which must not become an error page."""
    with pytest.raises(KeyError) as error:
        read_stored_pickles(pickle).loads(b'{"secret": 1}')

    assert "secret" not in str(error.value)


def test_a_serializer_can_be_copied():
    assert copy.copy(read_stored_pickles(pickle)).loads(pickle.dumps(1, 2)) == 1


@pytest.mark.parametrize("expires", [0, 1, 75, 200, 40000, 1371816030, 3000000000])
def test_files_of_a_cache_are_read(expires):
    for data in [
        pickle.dumps(expires, protocol) + pickle.dumps(SESSION, protocol) for protocol in PROTOCOLS
    ] + [
        pickle.dumps(expires, 1) + pickle.dumps(SESSION, 2),
        struct.pack("I", expires) + pickle.dumps(SESSION, pickle.HIGHEST_PROTOCOL),
    ]:
        assert read_cache_file(data) == (expires, SESSION)
    for data in (b"", b"K", b"\0" * 10, b"K\0.", b"\0\0\0\0\x80", pickle.dumps(1, 1) + b"cos\nsystem\n."):
        with pytest.raises(PickleRefused):
            read_cache_file(data)


class Cache(object):
    """As FileSystemCache has it, whose files are named by a hash of the key."""

    def __init__(self, directory, digest):
        self.directory = str(directory)
        self.digest = digest

    def _get_filename(self, key):
        return os.path.join(self.directory, self.digest(key.encode("ascii")).hexdigest())

    def set(self, key, value):
        with open(self._get_filename(key), "wb") as stream:
            stream.write(pickle.dumps(0, 1) + pickle.dumps(value, 2))

    def delete(self, key):
        if os.path.exists(self._get_filename(key)):
            os.remove(self._get_filename(key))


def keep(**attributes):
    interface = type("Interface", (object,), attributes)()
    app = type("Application", (object,), {"session_interface": interface})
    assert keep_stored_sessions(app) is interface
    return interface


@pytest.mark.parametrize("digest", [hashlib.md5, hashlib.sha256])
def test_files_of_any_name_are_read_replaced_and_deleted(digest, tmpdir):
    """A file that stayed under its former name would outlive the log-out."""
    Cache(tmpdir, digest).set("session:1", SESSION)
    cache = keep(cache=Cache(tmpdir, hashlib.sha256)).cache

    assert cache.get("session:1") == SESSION and cache.get("session:2") is None
    cache.set("session:1", {u"name": u"Grace"})
    assert cache.get("session:1") == {u"name": u"Grace"} and len(tmpdir.listdir()) == 1
    cache.delete("session:1")
    assert cache.get("session:1") is None and not tmpdir.listdir()
    Cache(tmpdir, hashlib.md5).set("session:3", SESSION)
    cache.delete("session:3")
    assert cache.get("session:3") is None and not tmpdir.listdir()


def test_a_session_that_is_over_is_not_read(tmpdir):
    cache = keep(cache=Cache(tmpdir, hashlib.sha256)).cache
    for expires, value in ((time.time() - 9, None), (time.time() + 9, SESSION)):
        with open(cache._get_filename("session:1"), "wb") as stream:
            stream.write(struct.pack("I", int(expires)) + pickle.dumps(SESSION, 2))
        assert cache.get("session:1") == value


def test_attacks_in_files_are_refused(tmpdir):
    cache = keep(cache=Cache(tmpdir, hashlib.sha256)).cache
    for name in sorted(ATTACKS):
        for head in (b"", pickle.dumps(0, 1), b"\0\0\0\0", b"c\0\0\0"):
            with open(cache._get_filename("session:1"), "wb") as stream:
                stream.write(head + ATTACKS[name])
            assert cache.get("session:1") is None, name


def test_every_store_is_found():
    interface = keep(serializer=pickle, serialization_method=pickle)
    record = pickle.dumps(SESSION, 2)

    assert interface.serializer.loads(record) == interface.serialization_method.loads(record)
    with pytest.raises(KeyError):
        interface.serializer.loads(b"cos\nsystem\n.")
    cache = keep(cache=type("Memory", (object,), {"serializer": Modern()})()).cache
    assert cache.serializer.loads(record) == SESSION


def test_an_interface_without_a_store_is_told():
    with pytest.raises(TypeError) as error:
        keep()

    assert "read_stored_pickles(" in str(error.value) and "Interface" in str(error.value)
