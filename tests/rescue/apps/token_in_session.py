"""flask-csrf: a token in the session that is good for one form."""

import importlib

import flask

from release import settings
from visitors import Visitor, expect, make_app

extension = importlib.import_module(settings.package)


def visit():
    app = make_app(__name__)
    extension.csrf(app)

    @app.route("/", methods=["GET", "POST"])
    def book():
        if flask.request.method == "POST":
            return "hello, %s" % flask.request.form["name"]
        return flask.render_template_string("{{ csrf_token() }}")

    @extension.csrf_exempt
    @app.route("/open", methods=["POST"])
    def anybody():
        return "open"

    anna = Visitor(app)
    form = {"name": "anna", "_csrf_token": anna.read("/")}
    expect("the guest book", anna.post("/", data=form).get_data(as_text=True), "hello, anna")
    expect("the same form again", anna.post("/", data=form).status_code, 400)
    expect("a form without a token", Visitor(app).post("/", data={"name": "m"}).status_code, 400)
    expect("a view that is exempt", anna.post("/open").status_code, 200)
