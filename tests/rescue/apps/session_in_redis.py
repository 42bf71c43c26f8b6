"""Flask-Session and its kin, which keep sessions in Redis."""

import importlib

import redis

from release import settings
from shop import go_shopping, open_shop
from visitors import make_app

extension = importlib.import_module(settings.package)


def visit():
    client = redis.Redis.from_url(settings.redis_url)
    app = make_app(__name__, SESSION_TYPE="redis", **{settings.redis_key: settings.redis_url if settings.by_url else client})
    getattr(extension, settings.setup)(app)
    go_shopping(open_shop(app), client.dbsize)
