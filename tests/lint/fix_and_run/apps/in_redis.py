"""
Flask-Session and its kin, with Redis.
"""

import importlib

import redis
import release
from shop import go_shopping, open_shop
from visitor import make_app


def visit():
    extension = importlib.import_module(release.package)
    client = redis.Redis.from_url(release.redis_url)
    client.flushdb()
    value = release.redis_url if release.by_url else client
    config = {"SESSION_TYPE": "redis", release.redis_key: value, "SESSION_USE_SIGNER": release.signer}
    app = make_app(**config)
    getattr(extension, release.setup)(app)
    go_shopping(open_shop(app), client.dbsize)
