"""Who logged in is under another key, and always who the current user is."""

from claims import has, installed, logging_in, make_app

needs = after = installed("flask_login")
works = has("flask_login.keys-without-underscore")
error = KeyError


def does(page):
    app, user = logging_in(make_app())
    with app.test_request_context():
        import flask_login

        flask_login.login_user(user)
        return page.whoami() == "ada"
