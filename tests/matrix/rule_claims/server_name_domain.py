"""The cookie belongs to the host that set it, unless told otherwise."""

from claims import cookie_sets, has, make_app

needs = has("flask.Flask.default_config[SERVER_NAME]")
works = has("flask.domain-from-SERVER_NAME")
after = has("flask.domain-from-SERVER_NAME") | has("flask.Flask.default_config[SESSION_COOKIE_DOMAIN]")


def does(page):
    client = make_app(page.app).test_client()
    [cookie] = cookie_sets(client.get("/write", base_url="http://example.com"))
    return "Domain=" in cookie and "example.com" in cookie
