"""Who was logged in under the key before, Flask's own signer lets in."""

from claims import has, installed, make_app
from sessioncompat import has as flask_has

needs = has("flask.sessions.SecureCookieSessionInterface") & installed("itsdangerous")
works = ~has("flask.Flask.default_config[SECRET_KEY_FALLBACKS]")
after = needs & has("itsdangerous.signs-with-the-last-of-many-keys")


def does(page):
    reads_fallbacks = flask_has("flask.Flask.default_config[SECRET_KEY_FALLBACKS]")
    return reads(page.Sessions()) or not reads_fallbacks


def reads(interface):
    """Whether a cookie from before the key was rotated is read, and one from after it is."""
    old, new = make_app(), make_app()
    new.secret_key = "rotated"
    new.config["SECRET_KEY_FALLBACKS"] = ["secret"]
    signer = interface.get_signing_serializer(new)
    assert signer.loads(signer.dumps({"a": 1})) == {"a": 1}
    try:
        return signer.loads(interface.get_signing_serializer(old).dumps({"a": 1})) == {"a": 1}
    except Exception as error:
        if type(error).__name__ not in ("BadSignature", "BadTimeSignature"):
            raise
        return False
