"""
Log somebody in with the installed Flask-Session or Flask-KVSession, and print what is kept.

make.py runs it in an environment for each release, with the port of a Redis, which it empties. It
prints JSON: the cookie, and the records by the store that they are in.
"""

import base64
import datetime
import json
import os
import random
import shutil
import sys
import tempfile
import time
import uuid

# Before anything imports it by name: a day of 2025.
NOW = 1763719200
time.time = lambda: float(NOW)
uuid.uuid4 = lambda: uuid.UUID(int=2 ** 127 + 1)
try:
    import secrets
except ImportError:
    pass
else:
    secrets.token_urlsafe = lambda length: "x" * length

import flask  # noqa: E402
import redis  # noqa: E402
from werkzeug.test import create_environ, run_wsgi_app  # noqa: E402

LIFETIME = datetime.timedelta(days=4000)
PORT = int(sys.argv[1])


class FixedDatetime(datetime.datetime):
    @classmethod
    def utcnow(cls):
        return cls.utcfromtimestamp(NOW)


def flask_session(app, client, directory):
    from flask_session import Session

    if client is not None:
        app.config.update(SESSION_TYPE="redis", SESSION_REDIS=client)
    else:
        app.config.update(SESSION_TYPE="filesystem", SESSION_FILE_DIR=directory)
    Session(app)


def flask_kvsession(app, client, directory):
    import flask_kvsession
    from simplekv.fs import FilesystemStore
    from simplekv.memory.redisstore import RedisStore

    flask_kvsession.datetime = FixedDatetime
    app.config["SESSION_RANDOM_SOURCE"] = random.Random(1)
    store = FilesystemStore(directory) if client is None else RedisStore(client)
    flask_kvsession.KVSessionExtension(store, app)


def log_in(install, client, directory):
    """Return the cookie, after a request that has logged somebody in."""
    app = flask.Flask("fixtures")
    app.secret_key = "the secret key of all fixtures"
    app.permanent_session_lifetime = LIFETIME
    install(app, client, directory)

    def view():
        flask.session["user_id"] = 42
        flask.session["name"] = u"Ada"
        flask.session["cart"] = [(u"tea", 2)]
        flask.session["html"] = flask.Markup(u"<b>") if hasattr(flask, "Markup") else u"<b>"
        flask.session["native"] = "native"
        return "in"

    app.route("/")(view)
    _, status, headers = run_wsgi_app(app, create_environ("/", "http://localhost/"), buffered=True)
    assert status.startswith("200"), status
    [cookie] = [value for name, value in headers if name.lower() == "set-cookie"]
    return cookie.partition(";")[0]


def text(data):
    return base64.b64encode(data).decode("ascii")


def files(directory):
    for name in sorted(os.listdir(directory)):
        with open(os.path.join(directory, name), "rb") as stream:
            yield name, text(stream.read())


def main():
    install = globals()[sys.argv[2]]
    client = redis.Redis(port=PORT)
    client.flushall()
    in_redis = {"cookie": log_in(install, client, None)}
    in_redis["records"] = {key.decode("ascii"): text(client.get(key)) for key in client.keys("*")}
    directory = tempfile.mkdtemp()
    in_files = {"cookie": log_in(install, None, directory), "records": dict(files(directory))}
    shutil.rmtree(directory)
    json.dump({"redis": in_redis, "filesystem": in_files}, sys.stdout)


main()
