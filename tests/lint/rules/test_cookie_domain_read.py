from helpers import fixed, reported, untouched

RANGE = ">=2.0,<3.2"


def test_subscript():
    fixed(
        """\
        from flask import current_app
        domain = current_app.config["SESSION_COOKIE_DOMAIN"]
        """,
        """\
        from flask import current_app
        domain = current_app.session_interface.get_cookie_domain(current_app)
        """,
        flask=RANGE,
        unsafe=True,
    )


def test_get():
    fixed(
        """\
        def init_app(app: "Flask"):
            return app.config.get("SESSION_COOKIE_DOMAIN", None)

        from flask import Flask
        """,
        """\
        def init_app(app: "Flask"):
            return app.session_interface.get_cookie_domain(app)

        from flask import Flask
        """,
        flask=RANGE,
        unsafe=True,
    )


def test_config_in_a_variable():
    reported(
        """\
        from flask import Flask
        config = Flask("a").config
        domain = config["SESSION_COOKIE_DOMAIN"]
        """,
        "change this key by themselves",
        flask=RANGE,
    )


def test_written():
    untouched(
        """\
        from flask import Flask
        app = Flask("a")
        app.config["SESSION_COOKIE_DOMAIN"] = "example.com"
        app.config.update(SESSION_COOKIE_DOMAIN="example.com")
        """,
        flask=RANGE,
    )


def test_after_it_stopped():
    untouched(
        """\
        from flask import current_app
        domain = current_app.config["SESSION_COOKIE_DOMAIN"]
        """,
        flask=">=2.3,<3.2",
    )


def test_another_dict():
    untouched(
        """\
        import flask
        SETTINGS = {"SESSION_COOKIE_DOMAIN": None}
        domain = SETTINGS["SESSION_COOKIE_DOMAIN"]
        """,
        flask=RANGE,
    )


def test_django():
    untouched(
        """\
        from django.conf import settings
        domain = settings.config["SESSION_COOKIE_DOMAIN"]
        """,
        flask=RANGE,
    )
