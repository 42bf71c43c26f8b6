"""Extensions that keep the session in the cookie, and only write it in another way."""

import importlib

from release import settings
from shop import SECRET, go_shopping, open_shop
from visitors import Visitor, expect, make_app

extension = importlib.import_module(settings.package)


def visit():
    app = open_shop(make_app(__name__, ENCRYPTED_COOKIES_SECRET_KEY=KEY))
    if settings.setup:
        getattr(extension, settings.setup)(app)
    else:
        app.session_interface = getattr(extension, settings.interface)()
    go_shopping(app)
    anna = Visitor(app)
    anna.get("/login/anna")
    anna.get("/buy/" + SECRET)
    expect("whether Flask's own sessions could read it", from_flask(app, anna.cookies["session"]), settings.readable)


def from_flask(app, cookie):
    from flask.sessions import SecureCookieSessionInterface

    return SecureCookieSessionInterface().get_signing_serializer(app).loads_unsafe(cookie)[0]


KEY = "h5D5xMUo9H2u3wQjPqJZmm8l2bmF7u2o2m1Hkqf0p8k="
