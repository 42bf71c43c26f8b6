"""
Flask-AppBuilder: its own login pages, its own user database, our sessions.
"""

import re

import pytest
from browser import Browser, cookies_set, text_of, varies
from flask_appbuilder import AppBuilder
from serverside import InRedis
from sqlalchemy.pool import StaticPool

try:
    from flask_appbuilder import SQLA
except ImportError:  # AppBuilder 5, which runs on either Flask-SQLAlchemy.
    from flask_appbuilder.utils.legacy import get_sqla_class

    SQLA = get_sqla_class()

# Flask 3.2 redirects with 303, and Flask before with 302.
REDIRECTS = (302, 303)
PASSWORDS = {"ada": "lovelace", "grace": "hopper"}


@pytest.fixture
def store(redis_client):
    """Redis only: each test makes a database of its own, and takes its time for that."""
    return InRedis(redis_client)


@pytest.fixture
def site(app):
    app.config.update(
        # One connection for all threads, because a database in memory is its connection's own.
        SQLALCHEMY_DATABASE_URI="sqlite://",
        SQLALCHEMY_ENGINE_OPTIONS={
            "poolclass": StaticPool,
            "connect_args": {"check_same_thread": False},
        },
        SQLALCHEMY_TRACK_MODIFICATIONS=False,
        FAB_PASSWORD_HASH_METHOD="pbkdf2:sha256:1000",
        WTF_CSRF_ENABLED=True,
    )
    database = SQLA(app)
    with app.app_context():
        security = AppBuilder(app, database.session).sm
        for name in PASSWORDS:
            role = security.find_role("Admin")
            mail = name + "@example.com"
            assert security.add_user(name, name.title(), "X", mail, role, PASSWORDS[name])
    return app


def log_in(browser, name, password):
    page = browser.read("/login/")
    field = re.search('<input[^>]*name="csrf_token"[^>]*>', page).group()
    token = re.search('value="([^"]+)"', field).group(1)
    return browser.post("/login/", username=name, password=password, csrf_token=token)


def user_of(browser):
    """The user name on the page about oneself, or None for whom is sent to log in."""
    response = browser.get("/users/userinfo/")
    if response.status_code in REDIRECTS:
        assert "/login/" in response.headers["Location"]
        return None
    return [name for name in PASSWORDS if name + "@example.com" in text_of(response)]


def test_a_stranger_is_sent_to_log_in(site):
    assert user_of(Browser(site)) is None


def test_a_login_lasts(site):
    ada = Browser(site)

    assert log_in(ada, "ada", "lovelace").status_code in REDIRECTS
    assert [user_of(ada), user_of(ada)] == [["ada"], ["ada"]]


def test_a_wrong_password_logs_nobody_in(site):
    ada = Browser(site)
    log_in(ada, "ada", "hopper")

    assert user_of(ada) is None
    assert "Invalid login" in ada.read("/login/")


def test_a_login_without_token_is_none(site):
    ada = Browser(site)
    ada.read("/login/")
    ada.post("/login/", username="ada", password="lovelace")

    assert user_of(ada) is None


def test_two_users_do_not_mix(site):
    ada, grace = Browser(site), Browser(site)
    log_in(ada, "ada", "lovelace")
    log_in(grace, "grace", "hopper")

    assert [user_of(ada), user_of(grace)] == [["ada"], ["grace"]]


def test_logout_logs_out_only_the_one(site):
    ada, grace = Browser(site), Browser(site)
    log_in(ada, "ada", "lovelace")
    log_in(grace, "grace", "hopper")
    ada.get("/logout/")

    assert [user_of(ada), user_of(grace)] == [None, ["grace"]]


def test_the_login_is_on_the_server(site, store):
    ada = Browser(site)
    response = log_in(ada, "ada", "lovelace")

    assert cookies_set(response) == ["session"]
    assert varies(response)
    assert "user_id" in " ".join(store.load(ada.cookies["session"]))
