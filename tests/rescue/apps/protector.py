"""flask-protector-app: one application in front of another, with a cookie of its own."""

import flask
from flask_protector_app import FlaskProtectorApp, setup_routes

from visitors import Visitor, expect


class Protector(FlaskProtectorApp):
    def verify_login(self, username, password, session=None):
        return password == "pw"


def visit():
    protected = flask.Flask("protected")
    protected.config["SECRET_KEY"] = "another secret"

    @protected.route("/logout")
    def logout():
        response = flask.redirect("/login")
        flask.request.environ["flask_protector_app.set_logged_in"](False, response, None)
        return response

    @protected.route("/")
    def home():
        return "hello, %s" % flask.request.environ["flask_protector_app.get_logged_in_as"]()

    app = Protector(protected, __name__)
    app.config.update(
        SECRET_KEY="not so secret", PROPAGATE_EXCEPTIONS=True, SESSION_COOKIE_PATH="/",
        LOGIN_STATUS_COOKIE_NAME="in", LOGIN_USERNAME_COOKIE_NAME="who",
    )
    setup_routes(app)

    anna = Visitor(app)
    expect("where a stranger is sent", anna.get("/").headers.get("Location", "").endswith("/login"), True)
    anna.post("/login", data={"username": "anna", "password": "guessed"})
    expect("the cookies with a wrong password", anna.cookies, {})
    anna.post("/login", data={"username": "anna", "password": "pw"})
    expect("the cookie's name", list(anna.cookies), ["flaskprotectorappsession"])
    expect("the protected page", anna.read("/"), "hello, anna")
    anna.get("/logout")
    expect("the protected page, after logging out", anna.get("/").status_code, 302)
