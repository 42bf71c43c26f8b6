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
    """As Flask-Session since 0.6 has them."""

    def encode(self, session):
        return b"\x81" + repr(session).encode("ascii")

    def decode(self, data):
        return {u"decoded": data}


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
    serializer = read_stored_pickles(pickle)
    for name in ("reduce os.system", "stack global", "build on the class Markup"):
        with pytest.raises(PickleRefused):
            serializer.loads(ATTACKS[name])
    with pytest.raises(PickleRefused):
        serializer.loads(b"(dVa\n" + MARKUP + b"(dVx\nVx\nsbs.")


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
