"""
Nobody gets somebody else's session.
"""

import threading

from flask import session

from .browser import Browser
from .capabilities import needs
from .data import data, read, write
from .kit import Kit

# What browsers, proxies and attackers send. Bytes outside ASCII are what WSGI
# makes of them: one character each.
NONSENSE = {
    "nothing": "",
    "a space": " ",
    "a dot": ".",
    "dots": "a.b.c",
    "a question mark": "?",
    "a pair": "eA==?_expires=STE3MDAwMDAwMDAKLg==&name=UydBZGEnCnAwCi4=",
    "a zero": "0",
    "a quote": '"',
    "an escape": '"\\400\\12"',
    "a percent sign": "%00%ff%",
    "a path": "../../../../etc/passwd",
    "a wildcard": "*",
    "a newline": "%0d%0aSet-Cookie:x=y",
    "Latin-1": "Zo\xeb",
    "UTF-8": "\xe2\x98\x83",
    "broken UTF-8": "\xff\xfe\xfd",
    "JSON": '{"name":"Ada"}',
    "None": "None",
    "a lot": "A" * 20000,
}
NULL = (
    "Let open_session return None for it, and leave make_null_session and"
    " is_null_session to SessionInterface."
)


class KeepsSessionsApart(Kit):
    def test_two_browsers(self):
        """
        Two browsers have two sessions.
        """
        app = self.make_app()
        ada, grace = Browser(app), Browser(app)
        ada.visit(write)
        before = grace.visit(data).value
        grace.visit(lambda: session.update(name=u"Grace"))
        after = ada.visit(read).value, grace.visit(read).value

        assert (before, after) == ({}, ("Ada", "Grace")), self.broken(
            seen="the second browser read %r, and after it wrote they read %r and %r"
            % ((before,) + after),
            change="Keep nothing of a session on the interface but under its own id.",
        )

    def test_two_requests_at_once(self):
        """
        Requests that are handled at the same time have a session each.
        """
        app = self.make_app()
        turns = {u"Ada": threading.Event(), u"Grace": threading.Event()}
        seen = {}

        def ask(name, other):
            def view():
                turns[name].set()
                turns[other].wait(2)
                session["name"] = name
                return session["name"]

            browser = Browser(app)
            during = browser.visit(view).value
            seen[name] = during, browser.visit(read).value

        threads = [
            threading.Thread(target=ask, args=names)
            for names in [(u"Ada", u"Grace"), (u"Grace", u"Ada")]
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert seen == {name: (name, name) for name in turns}, self.broken(
            seen=seen,
            change="Keep nothing of a request on the interface, which serves all of them.",
        )

    def test_two_applications(self):
        """
        Two applications in one process do not share sessions.
        """
        one, other = self.make_browser(), self.make_browser()
        one.visit(write)
        other.cookies = dict(one.cookies)

        value = other.visit(data).value

        assert value == {}, self.broken(
            seen="the other application read %r" % (value,),
            change="Keep sessions on the interface and not on its class, and give stores a"
            " prefix or a key for each application.",
        )

    def test_tampered_cookie(self):
        """
        A cookie that was changed on its way opens no session.
        """
        browser = self.make_browser()
        browser.visit(write)
        [(name, value)] = browser.cookies.items()
        middle = len(value) // 2

        # The last character of base64 may have bits to spare.
        for position in (0, middle, middle + 1, len(value) - 3):
            other = "0" if value[position] != "0" else "1"
            changed = value[:position] + other + value[position + 1 :]
            self.assert_opens_nothing(browser, name, changed)

    def test_truncated_cookie(self):
        """
        A cookie that was cut off opens no session.
        """
        browser = self.make_browser()
        browser.visit(write)
        [(name, value)] = browser.cookies.items()
        # The quote at the end of a quoted value means nothing.
        value = value.rstrip('"')

        for length in (1, 3, len(value) // 2, len(value) - 1):
            self.assert_opens_nothing(browser, name, value[:length])

    def test_nonsense_in_the_cookie(self):
        """
        Nonsense in the cookie opens no session and breaks nothing.
        """
        browser = self.make_browser()
        browser.visit(write)
        [name] = browser.cookies

        for sort in sorted(NONSENSE):
            self.assert_opens_nothing(browser, name, NONSENSE[sort])

    def test_session_after_nonsense(self):
        """
        A browser that came with nonsense in its cookie can still have a session.
        """
        browser = self.make_browser()
        browser.visit(write)
        [name] = browser.cookies
        browser.cookies[name] = "nonsense"
        browser.visit(lambda: session.update(name=u"Grace"))

        value = browser.visit(data).value

        assert value == {"name": "Grace"}, self.broken(
            seen="the session %r" % (value,),
            change="Where open_session finds no session, let it start one that can be saved.",
        )

    @needs("server_side", "refuses_unknown_ids")
    def test_unknown_id(self):
        """
        An id that the server did not give out does not become one.
        """
        app = self.make_app()
        browser = Browser(app)
        browser.visit(write)
        [(name, value)] = browser.cookies.items()
        made_up = "".join("1" if letter == "0" else "0" for letter in value)
        victim = Browser(app)
        victim.cookies = {name: made_up}
        victim.visit(write)

        given = victim.cookies.get(name)

        assert given != made_up, self.broken(
            seen="the browser came with %r and kept it" % made_up,
            change="Make a new id in open_session when there is no session under the one"
            " that came.",
        )

    def test_null_session_reads(self):
        """
        If open_session returns None, the session reads as empty.
        """
        browser, _ = self.make_closed_browser()

        answer = browser.visit(lambda: (session.get("name"), "name" in session, len(session)))

        assert answer.value == (None, False, 0), self.broken(
            seen="status %d and %r" % (answer.status, answer.value), change=NULL
        )

    def test_null_session_does_not_write(self):
        """
        If open_session returns None, writing is a RuntimeError that says why.
        """
        raised = []

        def try_to_write():
            try:
                write()
            except RuntimeError as error:
                raised.append(str(error))

        browser, _ = self.make_closed_browser()
        browser.visit(try_to_write)

        assert raised and raised[0], self.broken(seen="it was written", change=NULL)

    def test_null_session_is_not_saved(self):
        """
        If open_session returns None, nothing is saved and no cookie is sent.
        """
        browser, saved = self.make_closed_browser()

        cookies = browser.visit(read).cookies

        assert not saved and not cookies, self.broken(
            seen="save_session was called %d times, with the cookies %r" % (len(saved), cookies),
            change=NULL,
        )

    @needs("needs_secret_key")
    def test_no_secret_key(self):
        """
        Without a secret key the session reads as empty and cannot be written.
        """

        def try_to_write():
            seen = read()
            try:
                write()
            except RuntimeError:
                return seen, "refused"

        answer = self.make_browser(SECRET_KEY=None).visit(try_to_write)

        assert answer.value == (None, "refused") and not answer.cookies, self.broken(
            seen="%r, with the cookies %r" % (answer.value, answer.cookies),
            change="Return None from open_session if not app.secret_key.",
        )

    def make_closed_browser(self):
        """
        Return a browser whose application opens no session.

        With it comes the list of what is saved all the same.
        """
        app = self.make_app()
        interface = app.session_interface
        saved = []

        class Closed(type(interface)):
            def open_session(self, app, request):
                return None

            def save_session(self, app, session, response):
                saved.append(session)
                return super(Closed, self).save_session(app, session, response)

        interface.__class__ = Closed
        return Browser(app), saved

    def assert_opens_nothing(self, browser, name, value):
        """Check that a cookie opens an empty session, and breaks nothing."""
        attacker = Browser(browser.app)
        attacker.cookies[name] = value

        answer = attacker.visit(data)

        shown = value if len(value) < 80 else value[:80] + "..."
        assert (answer.status, answer.value) == (200, {}), self.broken(
            seen="%s=%r gave status %d and the session %r"
            % (name, shown, answer.status, answer.value),
            change="Start an empty session in open_session if the cookie is not valid.",
        )
