"""
Sessions work wherever in a request they are used.
"""

import flask
from flask import session

from ..context import fork_session, get_session, set_session
from ..extension import init_extension
from .browser import VIEW, Browser
from .capabilities import (
    keeps_what_a_crash_wrote,
    needs,
    needs_flask,
    survive_crashes,
    write_and_crash,
)
from .data import SAVE, data, read, write
from .kit import Kit


class FitsIntoTheRequest(Kit):
    def test_before_request(self):
        """
        What is written before the view runs is there in the view, and saved.
        """
        once = [write]
        app = self.make_app()
        app.before_request(lambda: once.pop()() if once else None)
        browser = Browser(app)

        seen, kept = browser.visit(read).value, browser.visit(read).value

        assert (seen, kept) == ("Ada", "Ada"), self.broken(
            seen="the view read %r, the next request %r" % (seen, kept), change=SAVE
        )

    # The release that brought this name was the first to save last.
    @needs_flask(
        "flask.stream_with_context", "This Flask saves the session before after_request."
    )
    def test_after_request(self):
        """
        What is written after the view ran is saved.
        """
        app = self.make_app()

        @app.after_request
        def count(response):
            if "count" not in session:
                session["count"] = 1
            return response

        browser = Browser(app)
        browser.visit(lambda: None)

        value = browser.visit(data).value

        assert value == {"count": 1}, self.broken(
            seen="the session %r" % (value,),
            change="Decide in save_session what to save, and no earlier.",
        )

    def test_redirect(self):
        """
        What a request writes before it redirects is saved.
        """

        def log_in():
            write()
            return flask.redirect("/", 302)

        self.assert_saves(log_in, 302)

    def test_abort(self):
        """
        What a request writes before it is aborted is saved.
        """

        def log_failure():
            write()
            flask.abort(403)

        self.assert_saves(log_failure, 403)

    def test_error_handler(self):
        """
        An error handler can read the session, and what it writes is saved.
        """
        app = self.make_app()

        @app.errorhandler(404)
        def not_found(error):
            session["lost"] = session.get("name")
            return "lost", 404

        browser = Browser(app)
        browser.visit(write)
        status = browser.visit(path="/nowhere").status
        value = browser.visit(data).value

        assert (status, value) == (404, {"name": "Ada", "lost": "Ada"}), self.broken(
            seen="status %d, and then the session %r" % (status, value), change=SAVE
        )

    def test_crash(self):
        """
        What a request writes before it crashes is saved where Flask saves it,
        and lost where Flask loses it.
        """
        app = self.make_app()
        survive_crashes(app)
        browser = Browser(app)
        browser.visit(lambda: session.update(name=u"Grace"))
        expected = "Ada" if keeps_what_a_crash_wrote() else "Grace"

        status = browser.visit(write_and_crash).status
        value = browser.visit(read).value

        assert (status, value) == (500, expected), self.broken(
            seen="status %d, and then the value %r instead of %r" % (status, value, expected),
            change="Store the session in save_session and nowhere else. Flask knows when"
            " to call it.",
        )

    @needs_flask("flask.stream_with_context", "This Flask has no stream_with_context.")
    def test_streaming(self):
        """
        A response can read the session while it is streamed.
        """

        def stream():
            parts = (session["name"] for _ in range(2))
            return flask.current_app.response_class(flask.stream_with_context(parts))

        browser = self.make_browser()
        browser.visit(write)

        answer = browser.visit(stream)

        assert answer.body == b"AdaAda", self.broken(
            seen="status %d and the body %r" % (answer.status, answer.body),
            change="Leave the session readable when it was saved.",
        )

    @needs_flask(
        "flask.testing.FlaskClient.session_transaction", "This Flask has no session_transaction."
    )
    @needs("opens_without_wsgi")
    def test_session_transaction(self):
        """
        The tests of an application can write and read the session of a client.
        """
        app = self.make_app()
        client = app.test_client()
        with client.session_transaction() as opened:
            opened["name"] = u"Ada"
        client.get("/", environ_overrides={VIEW: lambda: session.update(seen=read())})
        with client.session_transaction() as opened:
            value = opened.get("name"), opened.get("seen")

        assert value == ("Ada", "Ada"), self.broken(
            seen="the client's session has %r, the view saw %r" % value,
            change="Use what open_session and save_session are called with, and not"
            " flask.session or flask.request.",
        )

    def test_session_is_replaced(self):
        """
        A session that set_session puts in place of the running one is saved.
        """

        def replace():
            app, request = flask.current_app, flask.request
            other = app.session_interface.open_session(app, request)
            other["name"] = u"Grace"
            set_session(other)
            return read()

        browser = self.make_browser()
        browser.visit(write)

        seen, kept = browser.visit(replace).value, browser.visit(read).value

        assert (seen, kept) == ("Grace", "Grace"), self.broken(
            seen="the request read %r, the next one %r" % (seen, kept),
            change="Save the session that save_session is called with.",
        )

    def test_session_is_forked(self):
        """
        A fork of the session has its data and goes its own way.
        """

        def fork():
            forked = fork_session()
            copied = forked == get_session()
            forked["cart"].append(7)
            forked["name"] = u"Grace"
            return copied, data()

        browser = self.make_browser()
        browser.visit(lambda: session.update(cart=[], name=u"Ada"))

        copied, value = browser.visit(fork).value or (False, None)

        assert copied and value == {"cart": [], "name": "Ada"}, self.broken(
            seen="%s fork, and after it changed the session %r"
            % ("an equal" if copied else "another", value),
            change="Let dict(session) have the data, and copy.deepcopy copy the values.",
        )

    def test_set_up_twice(self):
        """
        Setting the extension up again does no harm.
        """
        app = self.make_app()
        self.use_interface(app)
        interface = app.session_interface
        init_extension(app, interface)
        browser = Browser(app)
        cookies = browser.visit(write).cookies
        init_extension(app, interface)

        value = browser.visit(read).value

        assert (len(cookies), value) == (1, "Ada"), self.broken(
            seen="%d cookies, %r, and then the value %r" % (len(cookies), cookies, value),
            change="Let what sets an application up find out that it has done so before.",
        )

    @needs("serves_several_apps", "follows_cookie_name")
    def test_several_applications(self):
        """
        One interface serves several applications, each by its own config.
        """
        names = ["biscuit", "cracker"]
        one, other = [self.make_app(SESSION_COOKIE_NAME=name) for name in names]
        init_extension(other, one.session_interface)
        seen = []
        for app in (one, other):
            browser = Browser(app)
            browser.visit(write)
            seen.append((list(browser.cookies), browser.visit(read).value))

        assert seen == [([name], "Ada") for name in names], self.broken(
            seen=seen,
            change="Take the config from the app that open_session and save_session are"
            " called with. Keep none of it on the interface.",
        )

    def assert_saves(self, view, expected):
        browser = self.make_browser()

        status = browser.visit(view).status
        value = browser.visit(read).value

        assert (status, value) == (expected, "Ada"), self.broken(
            seen="status %d, and then the value %r" % (status, value),
            change="Save the session whatever the status of the response.",
        )
