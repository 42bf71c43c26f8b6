"""Flask-Multipass: a form of one of the providers, and where to go after it."""

import flask
from flask_multipass import Multipass

from members_by_form import log_in_and_out
from visitors import make_app

PASSWORDS = {name + "@example.com": name + "'s password" for name in ("anna", "ben")}
FORM = "<form method=post>{{ form.csrf_token }}{{ form.username() }}{{ form.password() }}</form>"


def visit():
    app = make_app(
        __name__,
        MULTIPASS_AUTH_PROVIDERS={"test": {"type": "static", "identities": PASSWORDS}},
        MULTIPASS_IDENTITY_PROVIDERS={"test": {"type": "static", "identities": {n: {} for n in PASSWORDS}}},
        MULTIPASS_PROVIDER_MAP={"test": "test"},
        MULTIPASS_LOGIN_FORM_TEMPLATE="form.html",
        MULTIPASS_SUCCESS_ENDPOINT="me",
        MULTIPASS_LOGIN_URLS={"/login", "/login/<provider>"},
    )
    app.jinja_loader = make_layout()
    multipass = Multipass(app)

    @multipass.identity_handler
    def handle(identity):
        flask.session["name"] = identity.identifier

    @app.route("/me")
    def me():
        return flask.session.get("name") or flask.abort(401)

    @app.route("/logout")
    def logout():
        return multipass.logout("/", clear_session=True)

    log_in_and_out(app, "/login/test", "username")


def make_layout():
    import jinja2

    return jinja2.DictLoader({"form.html": FORM})
