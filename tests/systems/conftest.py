"""
What every system needs: a browser, somewhere to keep sessions, and a real Redis.
"""

import os
import sys
import types

import flask
import pytest
import redis

from serverside import InMemory, InRedis
from sessioncompat import init_extension

MATRIX = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "matrix")


def load_from_matrix(name):
    """Two conftest.py cannot both be imported by that name, and Python 2 and 3 share no other way."""
    module = types.ModuleType("matrix_" + name)
    module.__file__ = os.path.join(MATRIX, name + ".py")
    with open(module.__file__) as stream:
        exec(compile(stream.read(), module.__file__, "exec"), module.__dict__)
    sys.modules[module.__name__] = module
    return module


matrix = load_from_matrix("conftest")
redis_server = matrix.redis_server
pytest_terminal_summary = matrix.pytest_terminal_summary
version = matrix.version


@pytest.fixture
def redis_client(redis_server):
    """A client of the Redis server, which is empty at the start of each test."""
    client = redis.Redis(host=redis_server.host, port=redis_server.port)
    client.flushdb()
    return client


@pytest.fixture(params=["memory", "redis"])
def store(request):
    """Where the sessions are, and the interface that keeps them there."""
    if request.param == "memory":
        return InMemory()
    return InRedis(request.getfixturevalue("redis_client"))


@pytest.fixture
def app(store):
    """An application whose sessions are on the server."""
    app = make_app()
    init_extension(app, store.interface)
    return app


def make_app():
    # Not __name__: old Flask asks the loader for what pytest's has not got.
    app = flask.Flask("sessioncompat")
    app.secret_key = "kept by the server"
    # Flask 0.1 has no config, and lets every exception through anyhow.
    getattr(app, "config", {})["PROPAGATE_EXCEPTIONS"] = True
    return app
