"""Flask-CAS and its forks: log in at a central place, which gives a ticket."""

import flask
from flask_cas import CAS, login_required

from elsewhere import another_site
from visitors import Visitor, expect, make_app

ANSWER = """<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas">%s</cas:serviceResponse>"""
GOOD = ANSWER % "<cas:authenticationSuccess><cas:user>anna</cas:user></cas:authenticationSuccess>"
BAD = ANSWER % "<cas:authenticationFailure>no</cas:authenticationFailure>"


def validate(path, body):
    return "text/xml", GOOD if "ticket=good" in path else BAD


def validate_for_old(path, body):
    return "text/plain", "yes\nanna\n" if "ticket=good" in path else "no\n\n"


def visit():
    # Where forks and releases validate.
    pages = dict.fromkeys(["/cas/serviceValidate", "/cas/p3/serviceValidate", "/cas/proxyValidate"], validate)
    pages["/cas/validate"] = validate_for_old
    with another_site(pages) as url:
        log_in_and_out(make_site(url), url)


def make_site(url):
    app = make_app(__name__, CAS_SERVER=url, CAS_AFTER_LOGIN="me", CAS_AFTER_LOGOUT="http://localhost/")
    cas = CAS(app, "/cas")

    @app.route("/me")
    @login_required
    def me():
        return cas.username

    @app.route("/keys")
    def keys():
        return " ".join(sorted(flask.session))

    return app


def log_in_and_out(app, url):
    anna = Visitor(app)
    asked = anna.get("/me")
    expect("where a stranger is sent", (asked.status_code, "/cas/login" in asked.headers["Location"]), (302, True))
    sent = anna.get("/cas/login/")
    expect("where the log in is", sent.headers["Location"].startswith(url), True)

    refused = anna.get("/cas/login/?ticket=bad")
    expect("where a bad ticket leads", refused.headers["Location"].startswith(url), True)
    expect("the keys after a bad ticket", "CAS_USERNAME" in anna.read("/keys"), False)
    welcome = anna.get("/cas/login/?ticket=good")
    expect("where a good ticket leads", "/me" in welcome.headers["Location"], True)
    expect("who is logged in", anna.read("/me"), "anna")

    anna.get("/cas/logout/")
    expect("the page for members, after logging out", anna.get("/me").status_code, 302)
