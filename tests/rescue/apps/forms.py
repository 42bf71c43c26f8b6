"""Flask-WTF: a form whose token is in the session."""

import re

import flask
import flask_wtf
import wtforms

from release import settings
from visitors import Visitor, expect, make_app

Form = getattr(flask_wtf, settings.form)


class Guest(Form):
    name = wtforms.StringField()


def visit():
    app = make_app(__name__)
    # All views, not only those with a form. It was renamed in 0.14.
    getattr(flask_wtf, settings.protection)(app)

    @app.route("/", methods=["GET", "POST"])
    def book():
        guest = Guest()
        if guest.validate_on_submit():
            flask.session["last"] = guest.name.data
            return "hello, %s" % guest.name.data
        return flask.render_template_string("{{ guest.csrf_token }} {{ guest.errors|tojson }}", guest=guest)

    @app.route("/raw", methods=["POST"])
    def raw():
        return "done, %s" % flask.session.get("last")

    @app.route("/token")
    def token():
        return flask.render_template_string("{{ csrf_token() }}")

    sign_the_book(app)


def sign_the_book(app):
    anna, mallory = Visitor(app), Visitor(app)
    token = token_in(anna.read("/"))
    expect("whether the token is in the session", "session" in anna.cookies, True)
    expect("the guest book", anna.post("/", data={"name": "anna", "csrf_token": token}).get_data(as_text=True), "hello, anna")

    expect("a form without a token", mallory.post("/", data={"name": "m"}).status_code, 400)
    stolen = mallory.post("/", data={"name": "m", "csrf_token": token})
    expect("a form with somebody else's token", stolen.status_code, 400)

    token = anna.read("/token")
    expect("a header with a token", anna.post("/raw", headers={"X-CSRFToken": token}).status_code, 200)
    expect("a header with no token", anna.post("/raw", headers={"X-CSRFToken": "x"}).status_code, 400)


def token_in(page):
    return re.search('value="([^"]+)"', page).group(1)
