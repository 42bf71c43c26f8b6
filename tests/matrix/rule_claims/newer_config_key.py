"""Flask reads the key since it knows it; the interface of sessioncompat does on any."""

from claims import cookie_sets, has, make_app

needs = after = has("flask.Flask.config")
works = has("flask.Flask.default_config[SESSION_COOKIE_PARTITIONED]")


def does(page):
    [cookie] = cookie_sets(make_app(page.app).test_client().get("/write"))
    return "Partitioned" in cookie
