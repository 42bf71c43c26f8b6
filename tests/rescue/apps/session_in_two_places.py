"""Flask-Session-Plus: a part of the session in Redis, and the rest in a cookie."""

import redis
from flask_session_plus import Session

from release import settings
from shop import SECRET, go_shopping, open_shop
from visitors import Visitor, expect, make_app


def visit():
    client = redis.Redis.from_url(settings.redis_url)
    places = [
        {"cookie_name": "rest", "session_type": "secure_cookie", "session_fields": "auto"},
        {"cookie_name": "session", "session_type": "redis", "session_fields": ["basket"], "client": client},
    ]
    app = open_shop(make_app(__name__, SESSION_CONFIG=places))
    Session(app)
    go_shopping(app, client.dbsize, permanent=False)
    anna = Visitor(app)
    anna.get("/login/anna")
    anna.get("/buy/" + SECRET)
    expect("the cookies", sorted(anna.cookies), ["rest", "session"])
