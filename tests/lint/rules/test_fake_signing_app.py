from helpers import reported, untouched

FAKE = """\
    from flask.sessions import SecureCookieSessionInterface

    class App({}):
        def __init__(self, secret_key):
            self.secret_key = secret_key
            {}

    {}
    """
CALL = "SecureCookieSessionInterface().get_signing_serializer({})"


def test_constructed_in_the_call():
    reported(FAKE.format("", "pass", CALL.format("App('key')")), "SECRET_KEY_FALLBACKS")


def test_in_a_variable():
    reported(
        FAKE.format("object", "pass", "fake = App('key')\n    s = " + CALL.format("fake")), "`App`"
    )


def test_with_a_config():
    untouched(FAKE.format("", "self.config = {}", CALL.format("App('key')")))


def test_derived_from_something():
    untouched(FAKE.format("Base", "pass", CALL.format("App('key')")))


def test_a_real_one():
    untouched(
        """\
        from flask import Flask
        app = Flask("a")
        app.session_interface.get_signing_serializer(app)
        """
    )


def test_before_there_were_fallbacks():
    untouched(FAKE.format("", "pass", CALL.format("App('key')")), flask=">=0.10,<3.1")
