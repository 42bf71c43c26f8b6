"""Flask-User's forks: users in a database, who log in by a form."""

import os
import tempfile

from flask_sqlalchemy import SQLAlchemy
from flask_user import SQLAlchemyAdapter, UserManager, UserMixin, current_user, login_required

from members_by_form import log_in_and_out
from visitors import make_app


def visit():
    with tempfile.TemporaryDirectory() as directory:
        log_in_and_out(make_site(os.path.join(directory, "users.sqlite")), "/user/sign-in", "email", out="/user/sign-out")


def make_site(path):
    app = make_app(
        __name__,
        SQLALCHEMY_DATABASE_URI="sqlite:///" + path,
        SQLALCHEMY_TRACK_MODIFICATIONS=False,
        USER_ENABLE_USERNAME=False,
        USER_ENABLE_CHANGE_USERNAME=False,
        USER_ENABLE_EMAIL=True,
        USER_ENABLE_CONFIRM_EMAIL=False,
        USER_PASSWORD_HASH="pbkdf2_sha512",
        MAIL_DEFAULT_SENDER="nobody@example.com",
    )
    app.jinja_loader = make_layout()
    database = SQLAlchemy(app)

    class User(database.Model, UserMixin):
        id = database.Column(database.Integer, primary_key=True)
        email = database.Column(database.String(255), unique=True)
        confirmed_at = database.Column(database.DateTime())
        password = database.Column(database.String(255))
        active = database.Column("is_active", database.Boolean(), default=True)
        reset_password_token = database.Column(database.String(100))

    manager = UserManager(SQLAlchemyAdapter(database, User), app)
    with app.app_context():
        database.create_all()
        for name in ("anna", "ben"):
            hashed = manager.hash_password(name + "'s password")
            database.session.add(User(email=name + "@example.com", password=hashed, active=True))
        database.session.commit()

    @app.route("/me")
    @login_required
    def me():
        return current_user.email

    @app.route("/")
    def home():
        return "home"

    return app


def make_layout():
    """The templates of the extension are blocks of a page that is the site's own."""
    import jinja2

    return jinja2.DictLoader({"base.html": "{% block content %}{% endblock %}"})
