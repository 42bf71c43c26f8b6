"""
Flask-SeaSurf: a token in the session and in every form.
"""

import flask
import flask_seasurf
from visitor import Visitor, expect, make_app, text_of


def visit():
    app = make_app()
    flask_seasurf.SeaSurf(app)

    @app.route("/", methods=["GET", "POST"])
    def book():
        if flask.request.method == "POST":
            return "hello " + flask.request.form["name"]
        return flask.render_template_string("{{ csrf_token() }}")

    anna, mallory = Visitor(app), Visitor(app)
    token = anna.read("/")
    form = {"name": "anna", "_csrf_token": token}
    expect("the answer", text_of(anna.post("/", data=form)), "hello anna")
    expect("a form without a token", anna.post("/", data={"name": "m"}).status_code, 403)
    expect("somebody else's token", mallory.post("/", data=form).status_code, 403)
