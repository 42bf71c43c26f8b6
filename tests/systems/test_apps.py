"""
Applications that use the session by hand: a dashboard, a forum, and a start-up's web site.
"""

import logging

import flask
import pytest
from browser import Browser, cookies_set, text_of, varies

PASSWORDS = {"ada": "lovelace", "grace": "hopper"}


@pytest.fixture
def dashboard(app):
    """A login kept in `session['logged_in']`, as small sites do it."""

    @app.route("/")
    def home():
        if not flask.session.get("logged_in"):
            return "Please log in"
        return "Hello " + flask.session["username"]

    @app.route("/login", methods=["POST"])
    def login():
        name = flask.request.form["username"]
        if PASSWORDS.get(name) != flask.request.form["password"]:
            return "Wrong password"
        flask.session["logged_in"] = True
        flask.session["username"] = name
        return flask.redirect("/")

    @app.route("/logout")
    def logout():
        flask.session["logged_in"] = False
        return flask.redirect("/")

    @app.route("/about")
    def about():
        return "About"

    return app


def test_a_login_lasts(dashboard):
    ada = Browser(dashboard)
    ada.post("/login", username="ada", password="lovelace")

    assert [ada.read("/"), ada.read("/")] == ["Hello ada", "Hello ada"]


def test_a_wrong_password_logs_nobody_in(dashboard):
    ada = Browser(dashboard)
    response = ada.post("/login", username="ada", password="hopper")

    assert text_of(response) == "Wrong password"
    assert ada.read("/") == "Please log in"
    assert ada.cookies == {}


def test_logout_logs_out(dashboard):
    ada = Browser(dashboard)
    ada.post("/login", username="ada", password="lovelace")
    ada.get("/logout")

    assert ada.read("/") == "Please log in"


def test_two_users_do_not_mix(dashboard):
    ada, grace = Browser(dashboard), Browser(dashboard)
    ada.post("/login", username="ada", password="lovelace")
    grace.post("/login", username="grace", password="hopper")

    assert [ada.read("/"), grace.read("/")] == ["Hello ada", "Hello grace"]

    ada.get("/logout")

    assert [ada.read("/"), grace.read("/")] == ["Please log in", "Hello grace"]


def test_a_made_up_cookie_is_nobodys(dashboard):
    mallory = Browser(dashboard)
    mallory.cookies["session"] = "0" * 32

    assert mallory.read("/") == "Please log in"


def test_what_the_user_has_is_an_id(dashboard, store):
    ada = Browser(dashboard)
    response = ada.post("/login", username="ada", password="lovelace")

    assert cookies_set(response) == ["session"]
    assert "HttpOnly" in response.headers["Set-Cookie"]
    assert store.load(ada.cookies["session"]) == {"logged_in": True, "username": "ada"}


def test_only_pages_that_look_at_the_session_vary(dashboard):
    ada = Browser(dashboard)

    assert varies(ada.get("/"))
    assert varies(ada.post("/login", username="ada", password="lovelace"))
    assert varies(ada.get("/"))
    assert not varies(ada.get("/about"))


def test_a_page_that_changes_nothing_sets_no_cookie(dashboard):
    ada = Browser(dashboard)
    ada.post("/login", username="ada", password="lovelace")

    assert cookies_set(ada.get("/")) == []
    assert cookies_set(ada.get("/about")) == []


def test_the_cookie_has_the_attributes_of_the_config(dashboard):
    dashboard.config["SESSION_COOKIE_SAMESITE"] = "Lax"
    dashboard.config["SESSION_COOKIE_SECURE"] = True
    dashboard.config["SESSION_COOKIE_PARTITIONED"] = True
    response = Browser(dashboard).post("/login", username="ada", password="lovelace")
    attributes = response.headers["Set-Cookie"].split("; ")

    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax", "Partitioned"} <= set(attributes)


@pytest.fixture
def forum(app):
    """A theme that the user may choose, with a default, and messages for the next page."""

    @app.before_request
    def choose_theme():
        flask.g.theme = flask.session.get("theme", app.config.get("DEFAULT_THEME", "aurora"))

    @app.route("/")
    def index():
        return flask.render_template_string(
            "{{ g.theme }}:"
            "{% for category, message in get_flashed_messages(with_categories=true) %}"
            "[{{ category }}: {{ message }}]"
            "{% endfor %}"
        )

    @app.route("/theme/<name>")
    def set_theme(name):
        flask.session["theme"] = name
        flask.flash("You have chosen " + name, "success")
        return flask.redirect("/")

    @app.route("/theme")
    def reset_theme():
        chosen = flask.session.pop("theme", None)
        flask.flash("Nothing to reset" if chosen is None else "No more " + chosen, "info")
        return flask.redirect("/")

    return app


def test_a_theme_is_the_default_until_it_is_chosen(forum):
    ada = Browser(forum)

    assert ada.read("/") == "aurora:"

    ada.get("/theme/bootstrap")

    assert ada.read("/") == "bootstrap:[success: You have chosen bootstrap]"


def test_a_message_is_shown_once(forum):
    ada = Browser(forum)
    ada.get("/theme/bootstrap")
    ada.get("/theme/aurora")

    assert ada.read("/").count("[") == 2
    assert ada.read("/") == "aurora:"


def test_a_message_is_for_the_one_who_caused_it(forum):
    ada, grace = Browser(forum), Browser(forum)
    ada.get("/theme/bootstrap")

    assert grace.read("/") == "aurora:"
    assert ada.read("/") == "bootstrap:[success: You have chosen bootstrap]"


def test_a_theme_can_be_popped(forum):
    ada = Browser(forum)
    ada.get("/theme/bootstrap")
    ada.get("/theme")

    assert ada.read("/").startswith("aurora:")
    assert ada.cookies == {}


def test_popping_what_is_not_there_is_fine(forum):
    ada = Browser(forum)
    ada.get("/theme")

    assert ada.read("/") == "aurora:[info: Nothing to reset]"


class Lines(logging.Handler):
    def __init__(self):
        logging.Handler.__init__(self)
        self.lines = []

    def emit(self, record):
        self.lines.append(self.format(record))


class WhoFormatter(logging.Formatter):
    """Puts the user in front of each line of the log, if there is one."""

    def format(self, record):
        who = "-"
        if flask.session:
            who = flask.session.get("email", "somebody")
        return "%s %s" % (who, logging.Formatter.format(self, record))


@pytest.fixture
def startup(app):
    """A site that logs who did what, if the session has anything in it at all."""
    log = logging.Logger("startup")
    app.handler = Lines()
    app.handler.setFormatter(WhoFormatter())
    log.addHandler(app.handler)

    @app.route("/")
    def home():
        log.info("home")
        return "Home"

    @app.route("/signin", methods=["POST"])
    def signin():
        flask.session["email"] = flask.request.form["email"]
        flask.session.permanent = True
        log.info("in")
        return flask.redirect("/")

    @app.route("/signout")
    def signout():
        flask.session.clear()
        log.info("out")
        return flask.redirect("/")

    return app


def test_a_logger_asks_whether_there_is_a_session(startup):
    ada = Browser(startup)
    ada.get("/")
    ada.post("/signin", email="ada@example.com")
    ada.get("/")
    ada.get("/signout")

    assert startup.handler.lines == [
        "- home",
        "ada@example.com in",
        "ada@example.com home",
        "- out",
    ]


def test_a_page_that_only_asked_whether_there_is_a_session_varies(startup):
    ada = Browser(startup)

    assert varies(ada.get("/"))
    assert ada.cookies == {}


def test_a_permanent_session_expires_one_day(startup):
    ada = Browser(startup)
    response = ada.post("/signin", email="ada@example.com")

    assert "Expires=" in response.headers["Set-Cookie"]
    assert cookies_set(ada.get("/")) == ["session"]


def test_a_cleared_session_takes_its_cookie_and_its_record_along(startup, store):
    ada = Browser(startup)
    ada.post("/signin", email="ada@example.com")

    assert len(store) == 1

    response = ada.get("/signout")

    assert cookies_set(response) == ["session"]
    assert varies(response)
    assert ada.cookies == {}
    assert len(store) == 0
