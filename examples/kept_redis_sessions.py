"""
Sessions in Redis that outlive an upgrade of Flask-Session, on any Flask that runs it.

Flask-Session up to 0.6 pickled them, and later ones unpickle what they find.
With one more line nothing is unpickled, and everybody stays logged in::

    python examples/kept_redis_sessions.py redis://127.0.0.1:6379/0

shows it with a record of the old kind, in a Redis that is yours.
"""

import pickle
import sys

import flask
from flask_session import Session

from sessioncompat.cookies import keep_stored_sessions


def create_app(redis):
    app = flask.Flask("kept_redis_sessions")
    app.config.update(SESSION_TYPE="redis", SESSION_REDIS=redis)
    Session(app)
    keep_stored_sessions(app)

    @app.route("/")
    def hello():
        return "Hello %s" % flask.session.get("name", "stranger")

    return app


def main(url):
    from redis import Redis

    redis = Redis.from_url(url)
    sid = "as-flask-session-0.5-kept-it"
    redis.set("session:" + sid, pickle.dumps({"_permanent": True, "name": u"Ada"}), ex=60)
    client = create_app(redis).test_client(use_cookies=False)
    response = client.get("/", headers={"Cookie": "session=" + sid})
    print(response.data.decode("utf-8"))


if __name__ == "__main__":
    main(*sys.argv[1:])
