"""
Flask-Login: pages for members, and a cookie that remembers them.
"""

import flask
import flask_login
import release
from visitor import Visitor, expect, make_app, text_of


class User(flask_login.UserMixin):
    def __init__(self, name):
        self.id = name


def visit():
    app = make_site()
    anna, ben = Visitor(app), Visitor(app)
    expect("the page, to a stranger", anna.get("/me").status_code, 401)
    anna.get("/login/anna")
    ben.get("/login/ben?remember=yes")
    expect("who is there", (anna.read("/me"), ben.read("/me")), ("anna, fresh", "ben, fresh"))
    expect("whether Ben is remembered", "remember_token" in ben.cookies, True)

    later = Visitor(app, use_cookies=False)
    cookie = {"Cookie": "remember_token=" + ben.cookies["remember_token"]}
    expect("who comes back", text_of(later.get("/me", headers=cookie)), "ben, remembered")
    anna.get("/logout")
    expect("the page, to who left", anna.get("/me").status_code, 401)
    expect("who stayed", ben.read("/me"), "ben, fresh")


def make_site():
    app = make_app()
    manager = flask_login.LoginManager()
    getattr(manager, release.setup)(app)
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
