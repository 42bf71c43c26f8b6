"""Flask-SimpleLogin: one form, and who has filled it in is in the session."""

import flask
from flask_simplelogin import SimpleLogin, get_username, login_required

from members_by_form import log_in_and_out
from visitors import make_app

PASSWORDS = {name + "@example.com": name + "'s password" for name in ("anna", "ben")}


def visit():
    app = make_app(__name__)
    SimpleLogin(app, login_checker=lambda user: PASSWORDS.get(user["username"]) == user["password"])

    @app.route("/me")
    @login_required
    def me():
        return get_username()

    @app.route("/")
    def home():
        return flask.redirect("/me")

    log_in_and_out(app, "/login/", "username", out="/logout/")
