"""Flask-SeaSurf: a token in the session, in a cookie and in every form."""

import flask
from flask_seasurf import SeaSurf

from visitors import Visitor, expect, make_app


def visit():
    app = make_app(__name__)
    csrf = SeaSurf(app)

    @app.route("/", methods=["GET", "POST"])
    def book():
        if flask.request.method == "POST":
            flask.session["last"] = flask.request.form["name"]
            return "hello, %s" % flask.session["last"]
        return flask.render_template_string("{{ csrf_token() }}")

    @app.route("/last")
    def last():
        return flask.session.get("last", "nobody")

    @csrf.exempt
    @app.route("/open", methods=["POST"])
    def anybody():
        return "open"

    anna, mallory = Visitor(app), Visitor(app)
    token = anna.read("/")
    expect("the cookie", anna.cookies["_csrf_token"], token)
    with anna.client.session_transaction() as session:
        expect("the token in the session", session["_csrf_token"], token)

    signed = anna.post("/", data={"name": "anna", "_csrf_token": token})
    expect("the guest book", signed.get_data(as_text=True), "hello, anna")
    expect("who signed last", anna.read("/last"), "anna")
    header = anna.post("/", data={"name": "ann"}, headers={"X-CSRFToken": token})
    expect("the guest book, with a header", header.status_code, 200)

    expect("a form without a token", anna.post("/", data={"name": "m"}).status_code, 403)
    stolen = mallory.post("/", data={"name": "m", "_csrf_token": token})
    expect("a form with somebody else's token", stolen.status_code, 403)
    expect("a view that is exempt", mallory.post("/open").status_code, 200)
    expect("who signed last, in the end", anna.read("/last"), "ann")
