"""A signature is bytes on Python 3, and text on Python 2 is as well."""

from claims import cookie_sets, has, installed, make_app

needs = after = installed("itsdangerous")
works = has("werkzeug.takes-bytes-as-cookie")
error = TypeError


class Session(dict):
    sid = "mine"


def does(page):
    app = make_app()
    with app.test_request_context():
        [cookie] = cookie_sets(page.remember(app, Session()))
    return cookie.startswith("session=mine.")
