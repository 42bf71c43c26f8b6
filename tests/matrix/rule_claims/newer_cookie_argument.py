"""An older Werkzeug does not know the argument; a header of one's own works on any."""

from claims import always, cookie_sets, has, make_app

works = has("werkzeug.wrappers.Response.set_cookie(samesite)")
error = TypeError
after = always


def does(page):
    with make_app().test_request_context():
        [cookie] = cookie_sets(page.remember())
    return cookie.startswith("seen=1;") and "SameSite=Lax" in cookie
