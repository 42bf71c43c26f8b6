"""Flask-Dance: to a provider and back, with the state and the token in the session."""

import json
import urllib.parse

import flask
from flask_dance.consumer import OAuth2ConsumerBlueprint

from elsewhere import another_site
from visitors import Visitor, expect, make_app


def token(path, body):
    good = b"code=good" in body
    answer = {"access_token": "t0ken", "token_type": "Bearer"} if good else {"error": "invalid_grant"}
    return "application/json", json.dumps(answer)


def visit():
    with another_site({"/token": token, "/me": lambda path, body: ("text/plain", "anna")}) as url:
        log_in_and_out(make_site(url), url)


def make_site(url):
    app = make_app(__name__)
    demo = OAuth2ConsumerBlueprint(
        "demo", __name__, client_id="id", client_secret="secret", base_url=url,
        token_url=url + "/token", authorization_url=url + "/authorize", redirect_url="/me",
    )
    app.register_blueprint(demo, url_prefix="/login")

    @app.route("/me")
    def me():
        return demo.session.get("/me").text if demo.session.authorized else "nobody"

    @app.route("/logout")
    def logout():
        del demo.token
        return "out"

    return app


def log_in_and_out(app, url):
    anna, mallory = Visitor(app), Visitor(app)
    expect("a stranger", anna.read("/me"), "nobody")
    sent = anna.get("/login/demo").headers["Location"]
    expect("where she is sent", sent.startswith(url + "/authorize"), True)
    state = urllib.parse.parse_qs(sent.partition("?")[2])["state"][0]

    callback = "/login/demo/authorized?code=good&state="
    mallory.get("/login/demo")
    refused(mallory, callback + "guessed")
    expect("who guesses the state", mallory.read("/me"), "nobody")

    back = anna.get(callback + state)
    expect("where she is sent back to", back.headers["Location"].endswith("/me"), True)
    expect("who is logged in", anna.read("/me"), "anna")
    anna.get("/logout")
    expect("who is logged in, in the end", anna.read("/me"), "nobody")


def refused(visitor, path):
    """Releases raise a CSRF error or send the visitor to try once more."""
    try:
        expect("what a wrong state gets", visitor.get(path).status_code, 302)
    except Exception as error:
        expect("what a wrong state raises", type(error).__name__, "MismatchingStateError")
