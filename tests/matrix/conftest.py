"""
What every cell needs: a record of what ran where, and a real Redis.
"""

import collections
import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import warnings

import pytest

import flask

try:
    from importlib import metadata
except ImportError:
    import importlib_metadata as metadata

STARTED = time.time()
#: What tests have found out for the docs, and is recorded with the counts.
FOUND = {}
RedisServer = collections.namedtuple("RedisServer", "host port url")


def pytest_terminal_summary(terminalreporter):
    """Record the versions and the counts. docs/matrix.md and docs/holes.json are made of all cells'."""
    path = os.environ.get("SESSIONCOMPAT_RESULT")
    if path is None:
        return

    def count(*outcomes):
        return sum(len(terminalreporter.stats.get(outcome, ())) for outcome in outcomes)

    record = dict(FOUND)
    record.update({name: version(name) for name in ("flask", "werkzeug", "itsdangerous", "jinja2")})
    record["python"] = ".".join(map(str, sys.version_info[:3]))
    record["passed"] = count("passed", "xfailed")
    record["failed"] = count("failed", "error", "xpassed")
    record["skipped"] = count("skipped")
    record["duration"] = round(time.time() - STARTED, 2)

    if not os.path.isdir(os.path.dirname(path)):
        os.makedirs(os.path.dirname(path))
    with open(path, "w") as stream:
        json.dump(record, stream, indent=1, sort_keys=True)


def version(name):
    """The installed release, asked of the installer: Flask had a __version__ only from 0.7 to 3.1."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


@pytest.fixture(autouse=True)
def no_context_left_behind():
    """Pop the context that an old Flask keeps when a request fails, lest it serve the next test."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        stack = getattr(flask, "_request_ctx_stack", None)
    while stack is not None and stack.top is not None:
        # Flask 0.7 to 2.2 clean up when a context pops itself.
        getattr(stack.top, "pop", stack.pop)()


@pytest.fixture(scope="session")
def redis_server():
    """A Redis of our own on a port of its own. It saves nothing, and is gone when the tests are done."""
    binary = os.environ.get("SESSIONCOMPAT_REDIS_SERVER", "redis-server")
    directory = tempfile.mkdtemp(prefix="sessioncompat-redis-")
    port = free_port()
    command = [binary, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", directory]
    try:
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    except OSError as error:
        shutil.rmtree(directory)
        pytest.fail("Could not start `%s`: %s. Install Redis, or let tox bring it." % (binary, error))

    try:
        wait_for(server, port)
        yield RedisServer("127.0.0.1", port, "redis://127.0.0.1:%d/0" % port)
    finally:
        if server.poll() is None:
            server.kill()  # There is nothing to save.
        server.communicate()
        shutil.rmtree(directory)


def free_port():
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(server, port):
    """Return when Redis answers, and fail with what it said when it will not."""
    deadline = time.time() + 20
    while server.poll() is None and time.time() < deadline:
        try:
            with contextlib.closing(socket.create_connection(("127.0.0.1", port), 1)) as client:
                client.sendall(b"PING\r\n")
                if client.recv(16).startswith(b"+PONG"):
                    return
        except socket.error:
            time.sleep(0.02)
    if server.poll() is None:
        server.kill()
    pytest.fail("Redis did not start:\n" + server.communicate()[0].decode("utf-8", "replace"))
