"""Nobody complains, and the cookie has another name."""

from claims import cookie_sets, has, make_app

works = has("flask.Flask.session_cookie_name")
after = has("flask.Flask.config")


def does(page):
    [cookie] = cookie_sets(make_app(page.app).test_client().get("/write"))
    return cookie.startswith("sid=")
