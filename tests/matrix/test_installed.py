"""
The cell is what its name says: the installed wheel, on that Flask and that Python.
"""

import os
import re
import sys

import pytest
from conftest import version

import flask
import sessioncompat

CELL = os.environ.get("SESSIONCOMPAT_CELL", "")


def test_the_wheel_is_what_is_imported():
    where = os.path.realpath(sessioncompat.__file__)

    assert where.startswith(os.path.realpath(sys.prefix) + os.sep)
    assert "site-packages" in where


def test_the_release_is_the_one_in_the_name():
    match = re.match(r"py(\d)(\d+)-flask([\d.]+)", CELL)
    if match is None:
        pytest.skip("%r names no release" % CELL)

    assert sys.version_info[:2] == (int(match.group(1)), int(match.group(2)))
    assert version("flask") == match.group(3)


def hello():
    return "Hello"


def test_flask_serves():
    # Not __name__: old Flask asks the loader for what pytest's has not got.
    app = flask.Flask("sessioncompat")
    app.route("/")(hello)

    assert app.test_client().get("/").status_code == 200


def test_redis_answers(redis_server):
    redis = pytest.importorskip("redis")

    assert redis.Redis(host=redis_server.host, port=redis_server.port).ping()
