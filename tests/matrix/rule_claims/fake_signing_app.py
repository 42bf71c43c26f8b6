"""The config that Flask looks into is not there to look into."""

from claims import cookie_sets, has, make_app

needs = after = has("flask.sessions.SecureCookieSessionInterface.get_signing_serializer")
works = ~has("flask.Flask.default_config[SECRET_KEY_FALLBACKS]")
error = AttributeError


def does(page):
    [cookie] = cookie_sets(make_app().test_client().get("/write"))
    return page.decode(cookie.split("=", 1)[1].split(";")[0], "secret") == {"key": "value"}
