"""The jar goes, and the method that replaces it is only a little older."""

import flask
from claims import add_page, has, make_app, since

needs = since("werkzeug.test.Client.cookie_jar")
works = has("werkzeug.test.Client.cookie_jar")
error = AttributeError
after = has("werkzeug.test.Client.get_cookie")


def does(page):
    add_page(make_app(page.app), "/login", lambda: flask.session.update(user=1))
    page.test_login()
    return True
