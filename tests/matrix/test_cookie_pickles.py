"""
The reader of pickles: it reads what sessions hold, and does nothing else.
"""

import os
import pickle
import sys
import time
import uuid
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from attacks import ATTACKS, CANARY

from sessioncompat.cookies import PickleRefused, read_pickle
from sessioncompat.cookies.markup import Markup
from sessioncompat.cookies.pickles import COOKIE, RECORD

PLAIN = [
    None, True, False, 0, 1, -1, 255, 256, 65536, -(2 ** 31), 2 ** 40, -(2 ** 70), 2 ** 200,
    1.5, -1e300, float("inf"),
    u"", u"a", u"\xe9\u20ac\\u0041\n\t\0", u"\U0001f36a", u"x" * 300,
    b"\xff\x00'\"\n\\x41", b"\xff" * 300,
    [], [1, [2, [3]]], (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), {}, {u"a": {u"b": [None]}}, {1: 2},
    set([1, u"x"]), frozenset([2]),
    datetime(2012, 5, 6, 7, 8, 9, 123456), datetime.max, date(2011, 1, 2),
    datetime(2012, 5, 6, 7, 8, 9).time(), timedelta(-5, 3, 2), Decimal("1.50"), Decimal("1E+3"),
    uuid.UUID(int=2 ** 127 + 5), Markup(u"<b>\xe9</b>"),
]

# Of this process alone, because others may use the machine.
cpu_time = getattr(time, "process_time", None) or time.clock

watched = []
if hasattr(sys, "addaudithook"):
    sys.addaudithook(lambda event, arguments: watched and watched.append(event))


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_plain_data_comes_back(protocol):
    for value in PLAIN:
        for wrapped in (value, [value, value], {u"key": value}):
            limits = COOKIE if protocol <= 2 else RECORD
            read = read_pickle(pickle.dumps(wrapped, protocol), limits)

            assert read == wrapped, value


@pytest.mark.parametrize("module", ["jinja2.utils", "jinja2._markupsafe", "markupsafe"])
def test_markup_of_every_day_is_markup(module):
    for template in (
        b"ccopy_reg\n_reconstructor\np0\n(c%s\nMarkup\np1\nc__builtin__\nunicode\np2\nV<b>\np3\ntp4\nRp5\n.",
        b"\x80\x02c%s\nMarkup\nq\x00X\x03\x00\x00\x00<b>q\x01\x85q\x02\x81q\x03.",
    ):
        value = read_pickle(template.replace(b"%s", module.encode("ascii")))

        assert value == u"<b>" and type(value) is Markup


def test_strings_of_python_2_are_text():
    """Unless they are no text."""
    assert read_pickle(b"S'caf\\xc3\\xa9'\n.") == u"caf\xe9"
    assert read_pickle(b"S'\\xff'\n.") == b"\xff"


def test_shared_values_stay_shared():
    read = read_pickle(b"(l(lp0\nag0\na.")

    assert read == [[], []] and read[0] is read[1]


@pytest.mark.parametrize("limits", [COOKIE, RECORD], ids=["cookie", "record"])
def test_attacks_are_refused(limits):
    """Each with a reason that quotes nothing, in no time, and without a trace."""
    for name in sorted(ATTACKS):
        modules = set(sys.modules)
        watched.append("start")
        try:
            for _ in range(5):
                started = cpu_time()
                reason = refusal(ATTACKS[name], limits)
                taken = cpu_time() - started
                if taken < 0.05:
                    break
        finally:
            events, watched[:] = watched[1:], []

        assert reason and reason.endswith(".") and len(reason) < 80, name
        assert events == [] and set(sys.modules) == modules, name
        assert taken < 0.05, name
    assert not os.path.exists(CANARY.decode())


def refusal(pickled, limits):
    try:
        read_pickle(pickled, limits)
    except PickleRefused as refused:
        return str(refused)


def test_a_megabyte_is_refused_in_a_few_seconds():
    started = cpu_time()
    assert refusal(b"(" + b"(tp0\n" + b"(g0\ng0\ntp0\n" * 90000 + b"l.", RECORD)

    assert cpu_time() - started < 3


REASONS = {
    "deep": ("nested too deeply", "opcode"),  # Some lists need a later protocol.
    "many marks": ("nested too deeply",),
    "memo bomb": ("larger than what is read", "opcode"),
    "memo bomb as a key": ("a key that no session has",),
    "in itself": ("nested too deeply, or in itself",),
    "in each other": ("nested too deeply, or in itself",),
    "more than there may be": ("longer than the",),
    "with many digits": ("too long", "opcode"),
    "with a vast exponent": ("too long",),
}


@pytest.mark.parametrize("part", sorted(REASONS))
def test_what_is_too_much_is_refused_for_that(part):
    """And not because it is damaged as well."""
    names = [name for name in ATTACKS if part in name and not name.startswith("UUID")]
    assert names
    for name in names:
        if name in REASONS and name != part:
            continue
        reasons = [refusal(ATTACKS[name], limits) for limits in (COOKIE, RECORD)]
        for reason in reasons:
            assert any(wanted in reason for wanted in REASONS[part]), (name, reason)
        assert REASONS[part][0] in reasons[-1], (name, reasons)


def test_there_are_many_attacks():
    assert len(ATTACKS) >= 60


def test_markup_is_what_it_was():
    html = vars(Markup)["__html__"]
    for name in ATTACKS:
        refusal(ATTACKS[name], RECORD)

    assert vars(Markup)["__html__"] is html and Markup(u"<b>").__html__() == u"<b>"


def test_text_is_no_pickle():
    with pytest.raises(TypeError):
        read_pickle(u"N.")
