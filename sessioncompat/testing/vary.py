"""
No cache hands one user's page to another.
"""

from flask import current_app, session

from .capabilities import needs
from .cookies import empty
from .data import read, write
from .kit import Kit
from .lifetime import write_permanent

# Everything an application can do to find something out.
LOOKS = [
    ("session.get('name')", lambda: session.get("name")),
    ("'name' in session", lambda: "name" in session),
    ("len(session)", lambda: len(session)),
    ("for key in session", lambda: [key for key in session]),
    ("if session", lambda: bool(session)),
    ("session == {}", lambda: session == {}),
    ("session != {}", lambda: session != {}),
    ("session.keys()", lambda: list(session.keys())),
    ("session.values()", lambda: list(session.values())),
    ("session.items()", lambda: list(session.items())),
    ("session.permanent", lambda: session.permanent),
    ("session.new", lambda: session.new),
    ("session.modified", lambda: session.modified),
]
SAY_SO = (
    "In save_session, before anything else: if session.accessed,"
    ' call response.vary.add("Cookie").'
)
SAY_SO_TOO = 'Call response.vary.add("Cookie") wherever the cookie is set or deleted.'


class TellsCaches(Kit):
    def test_untouched_session_does_not_vary(self):
        """
        A response that has nothing to do with the session does not vary by
        cookie, so that caches can keep it for everybody.
        """
        browser = self.make_browser()
        stranger = browser.visit(lambda: None)
        browser.visit(write)
        known = browser.visit(lambda: None)

        # When the cookie is sent all the same, that has to vary.
        assert not stranger.varies and not (known.varies and not known.cookies), self.broken(
            seen="Vary: %s" % ", ".join(stranger.vary or known.vary),
            change='Call response.vary.add("Cookie") only if session.accessed or if the'
            " cookie is set or deleted. Do not look at the session in open_session.",
        )

    @needs("sends_vary")
    def test_looks_vary(self):
        """
        A response varies by cookie when anybody looked at the session, in
        whatever way.
        """
        browser = self.make_browser()
        browser.visit(write)

        self.assert_every_look_varies(browser)

    @needs("sends_vary", "sends_vary_when_empty")
    def test_looks_at_an_empty_session_vary(self):
        """
        A response varies by cookie when anybody looked at the session, even
        if there was nothing to see.
        """
        self.assert_every_look_varies(self.make_browser())

    @needs("sends_vary")
    def test_writing_varies(self):
        """
        A response that sets the cookie varies by it.
        """
        answer = self.make_browser().visit(write)

        assert answer.varies, self.broken(
            seen="%r with Vary: %s" % (answer.cookies, ", ".join(answer.vary)), change=SAY_SO_TOO
        )

    @needs("sends_vary", "sends_vary_when_empty", "deletes_emptied")
    def test_deleting_varies(self):
        """
        A response that deletes the cookie varies by it.
        """
        browser = self.make_browser()
        browser.visit(write)

        answer = browser.visit(empty)

        assert answer.varies, self.broken(
            seen="%r with Vary: %s" % (answer.cookies, ", ".join(answer.vary)), change=SAY_SO_TOO
        )

    @needs("sends_vary", "sends_vary_on_refresh", "has_permanent", "refreshes_permanent")
    def test_refreshing_varies(self):
        """
        A response that sends the cookie of a permanent session again varies by
        it, though nobody looked at the session.
        """
        browser = self.make_browser()
        browser.visit(write_permanent)

        answer = browser.visit(lambda: None)

        assert answer.varies, self.broken(
            seen="%r with Vary: %s" % (answer.cookies, ", ".join(answer.vary)), change=SAY_SO_TOO
        )

    @needs("sends_vary")
    def test_other_reasons_stay(self):
        """
        What a response varies by already stays.
        """
        def negotiate():
            read()
            response = current_app.response_class("Bonjour")
            response.headers["Vary"] = "Accept-Language"
            return response

        browser = self.make_browser()
        browser.visit(write)

        vary = browser.visit(negotiate).vary

        assert sorted(vary) == ["accept-language", "cookie"], self.broken(
            seen="Vary: %s" % ", ".join(vary),
            change='Call response.vary.add("Cookie") rather than set the header.',
        )

    def assert_every_look_varies(self, browser):
        missed = [
            spelling
            for spelling, look in LOOKS
            if not (self.has_permanent is False and "permanent" in spelling)
            and not browser.visit(look).varies
        ]
        assert not missed, self.broken(
            seen="no Vary: Cookie after %s" % ", ".join(missed), change=SAY_SO
        )
