"""
The pickles of server-side stores are read without unpickling them.
"""

import io
import pickle
import struct

import pytest
from attacks import ATTACKS, MARKUP

from sessioncompat.cookies import PickleRefused, read_stored_pickles
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
            if data[-1:] == b".":
                with pytest.raises(PickleRefused):
                    read_stored_pickles(pickle).loads(data)
                with pytest.raises(KeyError):
                    read_stored_pickles(pickle).loads(data)
    with pytest.raises(PickleRefused):
        read_stored_pickles(pickle).loads(b"(dVa\n" + MARKUP + b"(dVx\nVx\nsbs.")
    assert called == []


@pytest.mark.parametrize("expires", [0, 200, 40000, 1371816030])
def test_files_of_a_cache_are_read(expires):
    for data in (
        pickle.dumps(expires, 1) + pickle.dumps(SESSION, 2),
        struct.pack("I", expires) + pickle.dumps(SESSION, pickle.HIGHEST_PROTOCOL),
    ):
        assert read_cache_file(data) == (expires, SESSION)
    for data in (b"", b"K", b"\0" * 10, b"K\0.", b"\0\0\0\0\x80", pickle.dumps(1, 1) + b"cos\nsystem\n."):
        with pytest.raises(PickleRefused):
            read_cache_file(data)
