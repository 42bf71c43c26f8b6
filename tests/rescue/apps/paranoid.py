"""Flask-Paranoid: a session is good for one browser."""

from flask_paranoid import Paranoid

from visitors import Visitor, expect, make_app_with_login


def visit():
    app = make_app_with_login(__name__)
    Paranoid(app).redirect_view = "/again"

    anna = Visitor(app)
    anna.get("/login/anna")
    expect("who is logged in", anna.read("/me"), "anna")
    stolen = anna.get("/me", headers={"User-Agent": "another browser"})
    expect("where another browser with that cookie is sent", "/again" in stolen.headers.get("Location", ""), True)
    expect("the cookie after that", anna.cookies.get("session"), None)
