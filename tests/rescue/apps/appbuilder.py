"""Flask-AppBuilder: its own users and its own pages to log in."""

import os
import tempfile

import flask_appbuilder
from flask_appbuilder import SQLA, AppBuilder

from members_by_form import log_in_and_out
from visitors import make_app


def visit():
    with tempfile.TemporaryDirectory() as directory:
        app = make_site(os.path.join(directory, "users.sqlite"))
        log_in_and_out(app, "/login/", "username", me="/users/userinfo/", out="/logout/")


def make_site(path):
    app = make_app(
        __name__,
        SQLALCHEMY_DATABASE_URI="sqlite:///" + path,
        SQLALCHEMY_TRACK_MODIFICATIONS=False,
        FAB_PASSWORD_HASH_METHOD="pbkdf2:sha256:1000",
    )
    database = SQLA(app)
    with app.app_context():
        security = AppBuilder(app, database.session).sm
        for name in ("anna", "ben"):
            mail = name + "@example.com"
            role = security.find_role("Admin")
            if not security.add_user(mail, name.title(), "X", mail, role, name + "'s password"):
                raise RuntimeError("%s could not be added" % name)
    return app
