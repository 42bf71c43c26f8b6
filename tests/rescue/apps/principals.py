"""Flask-Principal: an identity in the session, and what it is allowed to do."""

import importlib

import flask

from release import settings
from visitors import Visitor, expect, make_app

principal = importlib.import_module(settings.package)


def visit():
    app = make_site()
    anna = Visitor(app)
    expect("the page for editors, to a stranger", anna.get("/edit").status_code, 403)
    anna.get("/login/anna")
    expect("the page for editors, to one", anna.read("/edit"), "anna edits")
    expect("the page for editors, to another", editor_of(app, "ben").get("/edit").status_code, 403)

    with anna.client.session_transaction() as session:
        expect("the identity in the session", session["identity.%s" % settings.key], "anna")
    anna.get("/logout")
    expect("the page for editors, after logging out", anna.get("/edit").status_code, 403)


def editor_of(app, name):
    visitor = Visitor(app)
    visitor.get("/login/" + name)
    return visitor


def make_site():
    app = make_app(__name__)
    principal.Principal(app)
    editors = principal.Permission(principal.RoleNeed("editor"))

    @principal.identity_loaded.connect_via(app)
    def loaded(sender, identity):
        if getattr(identity, settings.key) == "anna":
            identity.provides.add(principal.RoleNeed("editor"))

    @app.route("/login/<name>")
    def login(name):
        principal.identity_changed.send(app, identity=principal.Identity(name))
        return "in"

    @app.route("/logout")
    def logout():
        for key in ("identity.%s" % settings.key, "identity.auth_type"):
            flask.session.pop(key, None)
        principal.identity_changed.send(app, identity=principal.AnonymousIdentity())
        return "out"

    @app.route("/edit")
    @editors.require(403)
    def edit():
        return "%s edits" % getattr(flask.g.identity, settings.key)

    return app
