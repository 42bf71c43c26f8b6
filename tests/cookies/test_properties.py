"""
What holds for any session, any key and any bytes.
"""

import datetime
import hashlib
import pickle
import string
import time
from decimal import Decimal

import pytest

st = pytest.importorskip("hypothesis.strategies")
from hypothesis import example, given, settings  # noqa: E402

from sessioncompat.cookies import CookieRefused, PickleRefused, read_pickle  # noqa: E402
from sessioncompat.cookies import formats, pickles, signing, tagged  # noqa: E402
from sessioncompat.cookies.markup import Markup  # noqa: E402

settings.register_profile("short", max_examples=60, deadline=None, derandomize=True)
settings.load_profile("short")

moments = st.datetimes(
    min_value=datetime.datetime(1000, 1, 1), timezones=st.just(datetime.timezone.utc)
).map(lambda moment: moment.replace(microsecond=0))
leaves = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**80), 2**80), st.floats(allow_nan=False),
    st.text(), st.binary(), st.uuids(), moments, st.text().map(Markup),
)
keys = st.one_of(st.text(), st.sampled_from([" t", " u", " b", " m", " d", " di", " di__"]))


def containers(values, keys):
    lists = st.lists(values, max_size=4)
    return st.one_of(lists, lists.map(tuple), st.dictionaries(keys, values, max_size=4))


values = st.recursive(leaves, lambda inner: containers(inner, keys), max_leaves=12)
sessions = st.dictionaries(keys, values, max_size=5)
pickled = st.recursive(
    st.one_of(leaves, st.dates(), st.times(), st.timedeltas(), st.decimals(-1000, 1000, places=3)),
    lambda inner: containers(inner, st.text()),
    max_leaves=12,
)
secrets = st.text(min_size=1)
times = st.integers(formats.EPOCH_2011, 2**40)


def signer(*secrets):
    return signing.Signer([
        signing.Key(secret, "cookie-session", "hmac", hashlib.sha1, number)
        for number, secret in enumerate(secrets)
    ])


def read(value, signer, now, lifetime=100):
    return formats.read_signed(value, signer, tagged.loads, now, lifetime)


def refused(value, signer, now, lifetime=100):
    try:
        read(value, signer, now, lifetime)
    except CookieRefused:
        return True
    return False


@given(sessions)
def test_what_is_stored_comes_back(data):
    read = tagged.loads(tagged.dumps(data))

    assert read == data and repr(read) == repr({key: read[key] for key in read})


@given(sessions, secrets, times)
def test_what_is_signed_is_read(data, secret, now):
    value = signer(secret).sign(tagged.dumps(data).encode(), now)
    found = read(value, signer(secret), now)

    assert found.data == data and found.signed_at == now


@given(st.lists(secrets, min_size=2, max_size=6, unique=True), st.data())
def test_a_cookie_lives_as_long_as_its_key(schedule, data):
    """Through every step of a schedule of keys: new ones come first, old ones drop out."""
    value = signer(schedule[0]).sign(b'{"name":"Ada"}', formats.EPOCH_2011)
    for step in range(1, len(schedule)):
        dropped = data.draw(st.integers(0, step))
        known = schedule[dropped : step + 1][::-1]

        assert refused(value, signer(*known), formats.EPOCH_2011) is (schedule[0] not in known)


@given(times, st.integers(-(10**6), 10**6), st.integers(0, 10**6))
def test_a_cookie_is_read_from_its_time_to_its_end(signed, skew, lifetime):
    value = signer("k").sign(b"{}", signed)

    assert refused(value, signer("k"), signed + skew, lifetime) is not (0 <= skew <= lifetime)


@given(st.integers(formats.EPOCH_2011, formats.EPOCH_2011 * 2 - 1), st.integers(-5, 200))
def test_a_cookie_of_2011_is_as_old_as_it_is(signed, skew):
    value = signer("k").sign(b"{}", signed - formats.EPOCH_2011)

    assert refused(value, signer("k"), signed + skew) is not (0 <= skew <= 100)


@given(st.binary(max_size=60), st.data())
def test_no_bit_can_be_flipped(payload, data):
    value = signer("k").sign(payload, formats.EPOCH_2011)
    position = data.draw(st.integers(0, len(value) - 1))
    flipped = chr(ord(value[position]) ^ 1 << data.draw(st.integers(0, 7)))

    with pytest.raises(CookieRefused):
        signer("k").verify(value[:position] + flipped + value[position + 1 :])


@given(st.binary(max_size=60), st.data())
def test_nothing_can_be_cut_off_or_added(payload, data):
    value = signer("k").sign(payload, formats.EPOCH_2011)
    for changed in (
        value[: data.draw(st.integers(0, len(value) - 1))],
        value[data.draw(st.integers(1, len(value))) :],
        value + data.draw(st.text(string.printable, min_size=1)),
    ):
        with pytest.raises(CookieRefused):
            signer("k").verify(changed)


@given(st.text(), secrets)
@example("", "k")
@example("?", "k")
def test_any_text_is_refused_as_documented(value, secret):
    now = time.time()
    assert refused(value, signer(secret), now)
    with pytest.raises(CookieRefused):
        formats.read_pickled(value, [secret], now)


@given(pickled, st.integers(0, pickle.HIGHEST_PROTOCOL))
def test_a_pickle_of_plain_data_is_read(value, protocol):
    read = read_pickle(pickle.dumps(value, protocol))

    assert read == value and type(read) is type(value)


@given(st.binary())
def test_any_bytes_are_read_or_refused(data):
    for limits in (pickles.COOKIE, pickles.RECORD):
        try:
            read_pickle(data, limits)
        except PickleRefused:
            pass


@given(st.dictionaries(st.text(), pickled, max_size=4))
def test_what_a_pickle_held_can_be_stored(data):
    """And is the same from the first request on to the next."""
    plain = formats.plain(data)

    assert tagged.loads(tagged.dumps(plain)) == plain
    assert formats.plain({"price": Decimal("1.50")}) == {"price": "1.50"}
