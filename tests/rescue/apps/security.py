"""Flask-Security and its kin: users in a database, who log in by a form."""

import os
import tempfile

import flask_security
from flask_security import RoleMixin, Security, SQLAlchemyUserDatastore, UserMixin
from flask_sqlalchemy import SQLAlchemy

from members_by_form import log_in_and_out
from visitors import make_app


def visit():
    with tempfile.TemporaryDirectory() as directory:
        log_in_and_out(make_site(os.path.join(directory, "users.sqlite")), "/login", "email")


def make_site(path):
    app = make_app(
        __name__,
        SQLALCHEMY_DATABASE_URI="sqlite:///" + path,
        SQLALCHEMY_TRACK_MODIFICATIONS=False,
        SECURITY_PASSWORD_HASH="pbkdf2_sha512",
        SECURITY_PASSWORD_SALT="salt",
        SECURITY_SEND_REGISTER_EMAIL=False,
        SECURITY_POST_LOGIN_VIEW="/me",
        # Nobody asks the DNS about example.com.
        SECURITY_EMAIL_VALIDATOR_ARGS={"check_deliverability": False},
    )
    database = SQLAlchemy(app)
    datastore = SQLAlchemyUserDatastore(database, *make_models(database))
    Security(app, datastore)
    with app.app_context():
        database.create_all()
        hashed = getattr(flask_security.utils, "hash_password", None) or flask_security.utils.encrypt_password
        for name in ("anna", "ben"):
            options = {"fs_uniquifier": name} if hasattr(datastore.user_model, "fs_uniquifier") else {}
            datastore.create_user(
                email=name + "@example.com", password=hashed(name + "'s password"), active=True, **options
            )
        database.session.commit()

    @app.route("/me")
    @flask_security.login_required
    def me():
        return flask_security.current_user.email.partition("@")[0]

    return app


def make_models(database):
    relation = database.Table(
        "roles_users",
        database.Column("user_id", database.Integer, database.ForeignKey("user.id")),
        database.Column("role_id", database.Integer, database.ForeignKey("role.id")),
    )

    class Role(database.Model, RoleMixin):
        id = database.Column(database.Integer, primary_key=True)
        name = database.Column(database.String(80), unique=True)

    class User(database.Model, UserMixin):
        id = database.Column(database.Integer, primary_key=True)
        email = database.Column(database.String(255), unique=True)
        password = database.Column(database.String(255))
        active = database.Column(database.Boolean)
        # What the forks after 3.0 ask for.
        fs_uniquifier = database.Column(database.String(64), unique=True)
        roles = database.relationship("Role", secondary=relation)

    return User, Role
