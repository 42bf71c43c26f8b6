"""Flask-OAuthlib: to a provider and back, with the token in the session."""

import json

import flask
from flask_oauthlib.client import OAuth

from elsewhere import another_site
from release import settings
from visitors import Visitor, expect, make_app


def token(path, body):
    good = b"code=good" in body or "code=good" in path
    return "application/json", json.dumps({"access_token": "t0ken"} if good else {"error": "no"})


def me(path, body):
    return "application/json", json.dumps({"name": "anna"})


def visit():
    with another_site({"/token": token, "/me": me}) as url:
        log_in_and_out(make_site(url), url)


def make_site(url):
    app = make_app(__name__)
    demo = OAuth(app).remote_app(
        "demo", consumer_key="key", consumer_secret="secret", request_token_params={"scope": "me"},
        base_url=url, request_token_url=None, access_token_url=url + "/token", authorize_url=url + "/authorize",
    )

    @app.route("/login")
    def login():
        return demo.authorize(callback=flask.url_for("authorized", _external=True))

    def authorized(answer):
        if answer is None or "access_token" not in answer:
            return "refused"
        flask.session["token"] = (answer["access_token"], "")
        return flask.redirect("/me")

    if settings.handler:
        app.add_url_rule("/authorized", "authorized", demo.authorized_handler(authorized))
    else:
        app.add_url_rule("/authorized", "authorized", lambda: authorized(demo.authorized_response()))

    @demo.tokengetter
    def get_token(token=None):
        return flask.session.get("token")

    @app.route("/me")
    def me():
        return demo.get("/me").data["name"] if "token" in flask.session else "nobody"

    @app.route("/logout")
    def logout():
        flask.session.pop("token", None)
        return "out"

    return app


def log_in_and_out(app, url):
    anna = Visitor(app)
    expect("a stranger", anna.read("/me"), "nobody")
    sent = anna.get("/login").headers["Location"]
    expect("where she is sent", sent.startswith(url + "/authorize"), True)
    with anna.client.session_transaction() as session:
        expect("what waits in the session", session["demo_oauthredir"], "http://localhost/authorized")
    expect("who was refused there", anna.read("/authorized?error=access_denied"), "refused")
    anna.get("/login")
    anna.get("/authorized?code=good")
    expect("who is logged in", anna.read("/me"), "anna")
    anna.get("/logout")
    expect("who is logged in, in the end", anna.read("/me"), "nobody")
