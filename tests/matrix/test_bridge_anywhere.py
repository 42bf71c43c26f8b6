"""
Installing the bridge does no harm on any Flask, also where there is nothing to bridge.
"""

import sys

import flask

import sessioncompat.bridge
from sessioncompat.bridge import extras


def counts():
    app = flask.Flask("sessioncompat")
    app.secret_key = "secret"

    @app.route("/")
    def count():
        flask.session["count"] = flask.session.get("count", 0) + 1
        return str(flask.session["count"])

    client = app.test_client()
    return [client.get("/").data for _ in range(3)]


def everything():
    """What can be seen of Flask, but for the modules that are imported as one goes."""
    found = [type(flask), list(sys.meta_path)]
    for owner in (flask, flask.Flask):
        seen = vars(owner)
        found.append({name: seen[name] for name in seen if type(seen[name]) is not type(sys)})
    return found


def test_installing_it_changes_nothing_for_others():
    expected = counts()
    before = everything()
    sessioncompat.bridge.install(["old_code"], extras=extras.everything())
    try:
        assert counts() == expected == [b"1", b"2", b"3"]
        assert not sessioncompat.bridge.report()
    finally:
        sessioncompat.bridge.uninstall()
    assert everything() == before
