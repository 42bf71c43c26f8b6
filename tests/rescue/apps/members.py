"""Flask-Login: who is logged in, for how long, and who is only remembered."""

import flask
import flask_login

from release import settings
from visitors import Visitor, expect, make_app


class User(flask_login.UserMixin):
    def __init__(self, name):
        self.id = name


def visit():
    app = make_site()
    anna, ben = Visitor(app), Visitor(app)
    expect("the page for members, to a stranger", anna.get("/me").status_code, 401)

    anna.get("/login/anna")
    expect("who is logged in", anna.read("/me"), "anna, fresh")
    expect("the page for members, to another", ben.get("/me").status_code, 401)
    ben.get("/login/ben")
    expect("who is logged in, twice", (anna.read("/me"), ben.read("/me")), ("anna, fresh", "ben, fresh"))
    log_in_by_transaction(app, anna)

    anna.get("/logout")
    expect("the page for members, after logging out", anna.get("/me").status_code, 401)
    expect("who is still there", ben.read("/me"), "ben, fresh")
    come_back_later(app)


def come_back_later(app):
    """With the cookie that remembers, and without the session."""
    first = Visitor(app)
    first.get("/login/ada?remember=yes")
    expect("whether there is a cookie that remembers", "remember_token" in first.cookies, True)

    second = Visitor(app, remember_token=first.cookies["remember_token"])
    expect("who is remembered", second.read("/me"), "ada, remembered")
    forger = Visitor(app, remember_token="ben" + first.cookies["remember_token"][3:])
    expect("the page for members, to a forger", forger.get("/me").status_code, 401)

    first.get("/logout")
    expect("the cookie that remembers, after logging out", first.cookies.get("remember_token"), None)


def log_in_by_transaction(app, visitor):
    """As the tests of a site do: copy what logs in from one session to another."""
    with visitor.client.session_transaction() as session:
        inside = dict(session)
    stranger = Visitor(app)
    with stranger.client.session_transaction() as session:
        session.update(inside)
    expect("who is logged in by a transaction", stranger.read("/me"), "anna, fresh")


def make_site():
    app = make_app(__name__)
    manager = flask_login.LoginManager()
    getattr(manager, settings.setup)(app)
    manager.user_loader(User)

    @app.route("/login/<name>")
    def login(name):
        flask_login.login_user(User(name), remember="remember" in flask.request.args)
        return "in"

    @app.route("/logout")
    @flask_login.login_required
    def logout():
        flask_login.logout_user()
        return "out"

    @app.route("/me")
    @flask_login.login_required
    def me():
        fresh = "fresh" if flask_login.login_fresh() else "remembered"
        return "%s, %s" % (flask_login.current_user.get_id(), fresh)

    return app
