"""The server name comes first, then as a keyword; either form sends nothing on the other side."""

import flask
from claims import add_page, has, text_of

needs = has("werkzeug.test.Client.set_cookie")
works = has("werkzeug.takes-server_name-before-cookie")
error = TypeError
after = has("werkzeug.test.Client.get_cookie")


def does(page):
    add_page(page.app, "/page", lambda: flask.request.cookies.get("session"))
    return text_of(page.client.get("/page")) == "abc"
