"""
Flask-WTF: a form whose token stands in the session.
"""

import re

import flask
import flask_wtf
import release
import wtforms
from visitor import Visitor, expect, make_app, text_of


def visit():
    app = make_app()
    getattr(flask_wtf, release.protection)(app)

    class Guest(getattr(flask_wtf, release.form)):
        name = wtforms.StringField()

    @app.route("/", methods=["GET", "POST"])
    def book():
        form = Guest()
        if form.validate_on_submit():
            return "hello " + form.name.data
        return flask.render_template_string("{{ form.csrf_token }}", form=form)

    anna, mallory = Visitor(app), Visitor(app)
    token = re.search('value="([^"]+)"', anna.read("/")).group(1)
    form = {"name": "anna", "csrf_token": token}
    expect("the answer", text_of(anna.post("/", data=form)), "hello anna")
    expect("a form without a token", anna.post("/", data={"name": "m"}).status_code, 400)
    expect("somebody else's token", mallory.post("/", data=form).status_code, 400)
