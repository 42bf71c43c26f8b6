"""
What goes into a session comes out of it.
"""

import uuid
from datetime import datetime

from flask import session

from .capabilities import needs
from .kit import Kit

try:
    from markupsafe import Markup
except ImportError:
    # Jinja 2.4 has its own.
    from jinja2 import Markup

SAVE = "In save_session, store the session whenever should_set_cookie(app, session) says so."
KEEP = (
    "Serialize with a format that knows the type, such as Flask's TaggedJSONSerializer."
    " If the interface should not, declare it: keeps_tuples, keeps_bytes, keeps_datetimes,"
    " keeps_uuids or keeps_markup."
)


def write():
    session["name"] = u"Ada"


def read():
    return session.get("name")


def data():
    """What the application put into the session; interfaces may add private keys."""
    return {key: value for key, value in session.items() if not key.startswith("_")}


class KeepsData(Kit):
    def test_round_trip(self):
        """
        What one request writes, the next request of the same browser reads.
        """
        browser = self.make_browser()
        browser.visit(write)

        value = browser.visit(read).value

        assert value == "Ada", self.broken(
            seen="wrote 'Ada' and read %r, with the cookies %r" % (value, browser.cookies),
            change=SAVE + " In open_session, find it by its cookie.",
        )

    def test_plain_values(self):
        """
        Text, numbers, booleans, None, lists and dicts come back as they were.
        """
        self.assert_keeps(
            [u"", u"Ada", u"Zo\xeb \u2603 \U0001f600", "a=b; c,d\n\"e\" %20", 0, -1, 2**40, 1.5]
            + [True, False, None, [], [1, [2]], {}, {"a": {"b": [None]}}]
        )

    @needs("keeps_tuples")
    def test_tuples(self):
        """
        Tuples come back as tuples.
        """
        self.assert_keeps([(), (1, "two"), [(1, (2,))]])

    @needs("keeps_bytes")
    def test_bytes(self):
        """
        Bytes come back as bytes, whatever they are.
        """
        self.assert_keeps([b"", b"\x00\xff\xfe"])

    @needs("keeps_uuids")
    def test_uuids(self):
        """
        UUIDs come back as UUIDs.
        """
        self.assert_keeps([uuid.uuid4()])

    @needs("keeps_markup")
    def test_markup(self):
        """
        Markup comes back as Markup, so that a template does not escape it again.
        """
        self.assert_keeps([Markup(u"<em>Ada</em>")])

    @needs("keeps_datetimes")
    def test_datetimes(self):
        """
        A datetime in UTC comes back as the same moment, to the second.
        """
        moment = datetime(2024, 2, 29, 23, 59, 58)

        # Werkzeug 2.0 and later return an aware one.
        value = self.round_trip(moment)

        same = isinstance(value, datetime) and value.replace(tzinfo=None) == moment
        assert same, self.broken(seen="%r became %r" % (moment, value), change=KEEP)

    def test_every_way_to_change(self):
        """
        Every way to change a session is saved.
        """
        start = {"a": 1, "b": 2}
        changes = {
            "session['a'] = 3": (lambda: session.__setitem__("a", 3), {"a": 3, "b": 2}),
            "del session['a']": (lambda: session.__delitem__("a"), {"b": 2}),
            "session.update(a=3)": (lambda: session.update(a=3), {"a": 3, "b": 2}),
            "session.setdefault('c', 3)": (
                lambda: session.setdefault("c", 3),
                {"a": 1, "b": 2, "c": 3},
            ),
            "session.pop('a')": (lambda: session.pop("a"), {"b": 2}),
        }
        lost = []
        for spelling, (change, expected) in sorted(changes.items()):
            browser = self.make_browser()
            browser.visit(lambda: session.update(start))
            browser.visit(change)
            seen = browser.visit(data).value
            if seen != expected:
                lost.append("%s left %r, not %r" % (spelling, seen, expected))

        assert not lost, self.broken(
            seen="; ".join(lost),
            change="Set session.modified in every method that changes the session, as"
            " sessioncompat.CallbackDict lets you.",
        )

    def test_other_values_stay(self):
        """
        Changing one value leaves the others alone.
        """
        browser = self.make_browser()
        browser.visit(lambda: session.update(name=u"Ada", color=u"green"))
        browser.visit(lambda: session.update(color=u"blue"))

        seen = browser.visit(data).value

        assert seen == {"name": "Ada", "color": "blue"}, self.broken(
            seen=seen, change="Store the whole session, not what changed."
        )

    def test_nested_change_that_is_declared(self):
        """
        A change inside a value is saved when session.modified = True says so.
        """

        def change():
            session["cart"].append(7)
            session.modified = True

        browser = self.make_browser()
        browser.visit(lambda: session.update(cart=[]))
        browser.visit(change)

        cart = browser.visit(lambda: session.get("cart")).value

        assert cart == [7], self.broken(
            seen="appended 7 and read %r" % (cart,),
            change="Save when session.modified is True, whoever set it.",
        )

    def test_nested_change_that_is_not_declared(self):
        """
        A change inside a value that nobody declares is saved by interfaces
        that detect it, and by the others it is not kept at all.
        """
        browser = self.make_browser()
        browser.visit(lambda: session.update(cart=[]))
        browser.visit(lambda: session["cart"].append(7))

        cart = browser.visit(lambda: session.get("cart")).value

        assert cart == ([7] if self.detects_nested_changes else []), self.broken(
            seen="appended 7 and read %r" % (cart,),
            change="Open and store copies of the data, so that nothing but save_session"
            " keeps a change. If the interface detects changes inside values, declare"
            " detects_nested_changes = True.",
        )

    @needs("knows_new")
    def test_new_session(self):
        """
        A session is new until the browser has its cookie.
        """
        value = self.make_browser().visit(lambda: session.new).value

        assert value is True, self.broken(
            seen="session.new is %r without any cookie" % (value,),
            change="Set session.new = True where open_session finds no session.",
        )

    def test_known_session(self):
        """
        A session that was found by its cookie is not new.
        """
        browser = self.make_browser()
        browser.visit(write)

        value = browser.visit(lambda: getattr(session, "new", None)).value

        assert value is False, self.broken(
            seen="session.new is %r" % (value,),
            change="Set session.new = False where open_session finds the session.",
        )

    @needs("knows_modified")
    def test_modified(self):
        """
        A session is modified once it was changed, and not before.
        """
        browser = self.make_browser()
        browser.visit(write)

        def change():
            before = session.modified
            session["name"] = u"Grace"
            return before, session.modified

        value = browser.visit(change).value

        assert value == (False, True), self.broken(
            seen="session.modified was %r before and %r after a change" % value,
            change="Start with modified = False, after the data is filled in, and set it"
            " to True in every method that changes the session.",
        )

    def round_trip(self, value):
        browser = self.make_browser()
        browser.visit(lambda: session.update(value=value))
        return browser.visit(lambda: session.get("value")).value

    def assert_keeps(self, values):
        """Check that values come back equal and with their types, also inside others."""
        changed = []
        for value in values:
            seen = self.round_trip(value)
            if seen != value or _shape(seen) != _shape(value):
                changed.append("%r became %r" % (value, seen))
        assert not changed, self.broken(
            seen="; ".join(changed),
            change=KEEP,
        )


def _shape(value):
    """The types of a value and of what is inside, with all text as one type."""
    if isinstance(value, (list, tuple)):
        return type(value), [_shape(inner) for inner in value]
    if isinstance(value, dict):
        return dict, {key: _shape(inner) for key, inner in value.items()}
    if hasattr(value, "__html__"):
        return Markup
    # Python 2 does not tell "abc" from u"abc".
    return type(u"") if isinstance(value, str) else type(value)
