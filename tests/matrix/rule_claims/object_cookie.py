"""An id is no text until somebody makes it one."""

from claims import always, cookie_sets, has, make_app

works = has("werkzeug.takes-anything-as-cookie")
error = TypeError
after = always


def does(page):
    with make_app().test_request_context():
        [cookie] = cookie_sets(page.login())
    return cookie.startswith("sid=")
