"""flask-header-session: the id of the session comes and goes in a header."""

import flask_header_session
import redis

from release import settings
from visitors import expect, make_app_with_login


def visit():
    client = redis.Redis.from_url(settings.redis_url)
    app = make_app_with_login(__name__, SESSION_TYPE="redis", SESSION_REDIS=client)
    flask_header_session.Session(app)

    browser = app.test_client(use_cookies=False)
    answer = browser.get("/login/anna")
    header = {"X-Header-Session": answer.headers["X-Header-Session"]}
    expect("the cookies", answer.headers.getlist("Set-Cookie"), [])
    expect("who is logged in", browser.get("/me", headers=header).get_data(as_text=True), "anna")
    expect("a stranger", browser.get("/me").get_data(as_text=True), "nobody")
    full = client.dbsize()
    browser.get("/logout", headers=header)
    expect("the sessions in the store after logging out", client.dbsize(), full - 1)
    expect("who is logged in, in the end", browser.get("/me", headers=header).get_data(as_text=True), "nobody")
