"""
The browser gets a cookie when it needs one, and the right one.
"""

from flask import session

from .browser import Browser
from .capabilities import needs
from .data import data, read, write
from .kit import Kit
from .lifetime import write_permanent

ONLY_WHEN_NEEDED = "Return from save_session unless should_set_cookie(app, session)."
DELETE = (
    "When an emptied session was modified, call response.delete_cookie with the name,"
    " domain, path, secure, httponly, samesite and partitioned of the cookie."
)


def empty():
    for key in list(session):
        del session[key]


class KeepsToTheCookieRules(Kit):
    def test_untouched_session_of_a_stranger(self):
        """
        A browser without a cookie gets none while nobody writes to its session.
        """
        cookies = self.make_browser().visit(lambda: None).cookies

        assert not cookies, self.broken(seen=cookies, change=ONLY_WHEN_NEEDED)

    def test_empty_session_is_read(self):
        """
        Reading an empty session sets no cookie.
        """
        cookies = self.make_browser().visit(read).cookies

        assert not cookies, self.broken(seen=cookies, change=ONLY_WHEN_NEEDED)

    @needs("sends_only_when_needed")
    def test_untouched_session(self):
        """
        Nobody touched the session, so its cookie is not sent again.
        """
        browser = self.make_browser()
        browser.visit(write)

        cookies = browser.visit(lambda: None).cookies

        assert not cookies, self.broken(seen=cookies, change=ONLY_WHEN_NEEDED)

    @needs("sends_only_when_needed")
    def test_session_is_read(self):
        """
        A session that was only read is not sent again.
        """
        browser = self.make_browser()
        browser.visit(write)

        cookies = browser.visit(read).cookies

        assert not cookies, self.broken(seen=cookies, change=ONLY_WHEN_NEEDED)

    @needs("follows_cookie_name")
    def test_name(self):
        """
        The cookie is called what SESSION_COOKIE_NAME says.
        """
        browser = self.make_browser(SESSION_COOKIE_NAME="biscuit")
        cookie = self.written_cookie(browser)
        value = browser.visit(read).value

        assert (cookie.name, value) == ("biscuit", "Ada"), self.broken(
            seen="%r, and read %r" % (cookie, value),
            change="Use self.get_cookie_name(app) where the cookie is read, set and deleted.",
        )

    def test_path(self):
        """
        The cookie is for the whole site.
        """
        self.assert_attribute("path", "/")

    @needs("follows_cookie_config")
    def test_configured_path(self):
        """
        The cookie is for the path in SESSION_COOKIE_PATH.
        """
        self.assert_attribute("path", "/shop", SESSION_COOKIE_PATH="/shop")

    @needs("follows_cookie_config")
    def test_configured_domain(self):
        """
        The cookie is for the domain in SESSION_COOKIE_DOMAIN.
        """
        self.assert_attribute("domain", "example.com", SESSION_COOKIE_DOMAIN="example.com")

    @needs("follows_cookie_config")
    def test_httponly(self):
        """
        Scripts cannot read the cookie.
        """
        self.assert_attribute("httponly", "")

    @needs("follows_cookie_config")
    def test_httponly_can_be_switched_off(self):
        """
        Scripts can read the cookie with SESSION_COOKIE_HTTPONLY off.
        """
        self.assert_attribute("httponly", None, SESSION_COOKIE_HTTPONLY=False)

    @needs("follows_cookie_config")
    def test_secure(self):
        """
        The cookie only travels encrypted with SESSION_COOKIE_SECURE on.
        """
        self.assert_attribute("secure", "", SESSION_COOKIE_SECURE=True)

    def test_insecure(self):
        """
        The cookie travels over plain HTTP unless SESSION_COOKIE_SECURE is on.
        """
        self.assert_attribute("secure", None)

    @needs("sends_samesite")
    def test_samesite(self):
        """
        The cookie goes to other sites' pages as SESSION_COOKIE_SAMESITE says.
        """
        self.assert_attribute("samesite", "Lax", SESSION_COOKIE_SAMESITE="Lax")

    @needs("sends_partitioned")
    def test_partitioned(self):
        """
        The cookie is partitioned with SESSION_COOKIE_PARTITIONED on.
        """
        self.assert_attribute(
            "partitioned", "", SESSION_COOKIE_SECURE=True, SESSION_COOKIE_PARTITIONED=True
        )

    @needs("deletes_emptied")
    def test_emptied_session(self):
        """
        A session that was emptied is deleted, and so is its cookie.
        """
        browser = self.make_browser()
        browser.visit(write_permanent if self.has_permanent else write)

        cookies = browser.visit(empty).cookies
        value = browser.visit(read).value

        assert [cookie.deleted for cookie in cookies] == [True], self.broken(
            seen="%r for a session without data" % (cookies,), change=DELETE
        )
        assert not browser.cookies and value is None, self.broken(
            seen="the cookies %r and the value %r are left" % (browser.cookies, value),
            change=DELETE,
        )

    @needs("deletes_emptied", "follows_cookie_config")
    def test_deletion_finds_the_cookie(self):
        """
        The cookie is deleted under the name, path and domain it was set with.
        """
        config = {"SESSION_COOKIE_PATH": "/shop", "SESSION_COOKIE_DOMAIN": "example.com"}
        if self.follows_cookie_name:
            config["SESSION_COOKIE_NAME"] = "biscuit"
        self.assert_deleted_with(["path", "domain"], **config)

    @needs("deletes_emptied", "deletes_with_attributes", "follows_cookie_config")
    def test_deletion_has_the_attributes(self):
        """
        The cookie is deleted with the other attributes it was set with.
        """
        config = {"SESSION_COOKIE_SECURE": True}
        if self.sends_samesite:
            config["SESSION_COOKIE_SAMESITE"] = "None"
        if self.sends_partitioned:
            config["SESSION_COOKIE_PARTITIONED"] = True
        self.assert_deleted_with(["secure", "httponly", "samesite", "partitioned"], **config)

    def test_emptied_before_it_was_kept(self):
        """
        A session that was filled and emptied in one request leaves nothing.
        """

        def write_and_empty():
            write()
            empty()

        browser = self.make_browser()
        status = browser.visit(write_and_empty).status
        value = browser.visit(data).value

        assert (status, value) == (200, {}), self.broken(
            seen="status %d, and then the session %r" % (status, value),
            change="Let save_session delete a session that was never stored.",
        )

    @needs("server_side", "deletes_emptied")
    def test_server_forgets(self):
        """
        The server forgets a session that was emptied, so that a copy of its
        cookie opens nothing.
        """
        browser = self.make_browser()
        browser.visit(write)
        stolen = dict(browser.cookies)
        browser.visit(empty)
        browser.cookies = stolen

        value = browser.visit(data).value

        assert value == {}, self.broken(
            seen="the old cookie opened %r" % (value,),
            change="Delete the stored session where the cookie is deleted.",
        )

    @needs("server_side")
    def test_data_stays_on_the_server(self):
        """
        The cookie carries an id and none of the data.
        """
        browser = self.make_browser()
        cookie = self.written_cookie(browser)
        larger = browser.visit(lambda: session.update(text=u"x" * 5000)).cookies
        length = max(len(one.value) for one in [cookie] + larger)

        assert length < 1000, self.broken(
            seen="a cookie of %d characters for 5000 of data" % length,
            change="Send only the id. If the data is meant to travel in the cookie,"
            " declare server_side = False.",
        )

    @needs("server_side")
    def test_ids_are_random(self):
        """
        The ids of sessions cannot be guessed.
        """
        app = self.make_app()
        ids = [self.written_cookie(Browser(app)).value for _ in range(5)]
        varied = len(set(ids)) == 5 and len(ids[0]) >= 20

        # Ids that count have all but their last characters in common.
        alike = min(
            sum(a == b for a, b in zip(one, other)) / float(len(one))
            for one, other in zip(ids, ids[1:])
        )
        assert varied and alike < 0.75, self.broken(
            seen=ids, change="Make ids of os.urandom or secrets, with 16 bytes or more."
        )

    def assert_attribute(self, name, expected, **config):
        cookie = self.written_cookie(self.make_browser(**config))
        seen = cookie.attributes.get(name)
        if name == "domain" and seen is not None:
            # Some Werkzeug releases send the dot that browsers ignore.
            seen = seen.lstrip(".")
        assert seen == expected, self.broken(
            seen=cookie,
            change="Pass %s=self.get_cookie_%s(app) to response.set_cookie." % (name, name),
        )

    def assert_deleted_with(self, names, **config):
        browser = self.make_browser(**config)
        cookie = self.written_cookie(browser)
        deleted = browser.visit(empty).cookies
        same = [one for one in deleted if one.deleted and one.name == cookie.name]

        assert same, self.broken(seen="%r after %r" % (deleted, cookie), change=DELETE)
        for name in names:
            seen, expected = same[0].attributes.get(name), cookie.attributes.get(name)
            assert seen == expected, self.broken(
                seen="%r after %r" % (same[0], cookie), change=DELETE
            )

    def written_cookie(self, browser):
        """Write to the session and return the cookie that comes of it."""
        cookies = browser.visit(write).cookies
        assert len(cookies) == 1, self.broken(
            seen="%d cookies: %r" % (len(cookies), cookies),
            change="Call response.set_cookie once for a session that was modified.",
        )
        return cookies[0]
