"""Flask-WebTest: a test of a site, which changes the session that the site keeps."""

from flask_webtest import TestApp

from visitors import expect, make_app_with_login


def visit():
    app = make_app_with_login(__name__)
    test = TestApp(app)
    expect("a stranger", test.get("/me").text, "nobody")
    test.get("/login/anna")
    expect("who is logged in", test.get("/me").text, "anna")
    expect("the session of the last request", test.get("/me").session["name"], "anna")
    with test.session_transaction() as session:
        expect("the name in a transaction", session["name"], "anna")
        session["name"] = "annabel"
    expect("the name after a transaction", test.get("/me").text, "annabel")
