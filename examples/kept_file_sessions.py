"""
Sessions in files that outlive an upgrade of Flask-Session and cachelib, on any Flask that runs them.

cachelib named its files by MD5, pickled the time in them, and pickles the
sessions to this day. With one more line nothing is unpickled, files of any day
are found, and everybody stays logged in::

    python examples/kept_file_sessions.py

shows it with a file of the old kind, in a new directory.
"""

import hashlib
import os
import pickle
import shutil
import tempfile
import warnings

import flask
from flask_session import Session

from sessioncompat.cookies import keep_stored_sessions


def create_app(directory):
    app = flask.Flask("kept_file_sessions")
    app.config.update(SESSION_TYPE="filesystem", SESSION_FILE_DIR=directory)
    with warnings.catch_warnings():
        # Flask-Session 0.7 would like a cache to be given to it instead.
        warnings.simplefilter("ignore", DeprecationWarning)
        Session(app)
    keep_stored_sessions(app)

    @app.route("/")
    def hello():
        return "Hello %s" % flask.session.get("name", "stranger")

    return app


def main():
    directory = tempfile.mkdtemp()
    try:
        sid = "as-flask-session-0.3-kept-it"
        name = hashlib.md5(b"session:" + sid.encode("ascii")).hexdigest()
        with open(os.path.join(directory, name), "wb") as stream:
            pickle.dump(0, stream, 1)  # It never expires.
            pickle.dump({"_permanent": True, "name": u"Ada"}, stream, 2)
        client = create_app(directory).test_client(use_cookies=False)
        response = client.get("/", headers={"Cookie": "session=" + sid})
        print(response.data.decode("utf-8"))
    finally:
        shutil.rmtree(directory)


if __name__ == "__main__":
    main()
