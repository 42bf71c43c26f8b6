"""
Nobody is logged out when a store of sessions moves on, and nothing in it runs code.

The records in store_fixtures are of real installs, which kept them in Redis and in files: make.py
had them written. Each is read by the Flask-Session and the Flask-KVSession of this environment.
"""

import base64
import datetime
import glob
import json
import os
import pickletools
import subprocess
import sys
import warnings

import flask
import flask_kvsession
import flask_session
import pytest
from browser import Browser, text_of
from simplekv.fs import FilesystemStore
from simplekv.memory.redisstore import RedisStore

from sessioncompat import init_extension
from sessioncompat.cookies import keep_stored_sessions

HERE = os.path.dirname(os.path.abspath(__file__))
EXAMPLES = os.path.join(HERE, "..", "..", "examples")
LIFETIME = datetime.timedelta(days=4000)


def load():
    for path in sorted(glob.glob(os.path.join(HERE, "store_fixtures", "*.json"))):
        with open(path) as stream:
            record = json.load(stream)
        for kind in ("redis", "filesystem"):
            yield str(record["writer"]), kind, record[kind]


RECORDS = list(load())
IDS = ["%s in %s" % record[:2] for record in RECORDS]


class Place(object):
    """A real Redis and a directory, to keep records in."""

    def __init__(self, redis_client, directory):
        self.redis = redis_client
        self.directory = str(directory)

    def put(self, kind, records):
        for name, value in records.items():
            value = base64.b64decode(value)
            if kind == "redis":
                self.redis.set(name, value)
            else:
                with open(os.path.join(self.directory, name), "wb") as stream:
                    stream.write(value)

    def contents(self):
        values = [self.redis.get(key) for key in self.redis.keys("*")]
        for name in os.listdir(self.directory):
            with open(os.path.join(self.directory, name), "rb") as stream:
                values.append(stream.read())
        return values


@pytest.fixture
def place(redis_client, tmpdir):
    return Place(redis_client, tmpdir)


def make_app(writer, kind, place, keep=True):
    app = flask.Flask("sessioncompat")
    app.secret_key = "the secret key of all fixtures"
    app.permanent_session_lifetime = LIFETIME
    if writer.startswith("Flask-KVSession"):
        store = RedisStore(place.redis) if kind == "redis" else FilesystemStore(place.directory)
        flask_kvsession.KVSessionExtension(store, app)
    else:
        if kind == "redis":
            app.config.update(SESSION_TYPE="redis", SESSION_REDIS=place.redis)
        else:
            app.config.update(SESSION_TYPE="filesystem", SESSION_FILE_DIR=place.directory)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            flask_session.Session(app)
    # Flask-KVSession gives set_cookie bytes, which no Werkzeug of today takes.
    init_extension(app, app.session_interface)
    if keep:
        keep_stored_sessions(app)

    @app.route("/")
    def show():
        return json.dumps(dict(flask.session), sort_keys=True)

    @app.route("/visit")
    def visit():
        flask.session["visits"] = flask.session.get("visits", 0) + 1
        return "visited"

    @app.route("/logout")
    def logout():
        flask.session.clear()
        return "out"

    return app


def browser_with(app, cookie):
    browser = Browser(app)
    name, _, value = cookie.partition("=")
    browser.cookies[str(name)] = str(value)
    return browser


def data_of(browser):
    data = json.loads(browser.read("/"))
    data.pop("_permanent", None)
    return data


STORED = {"user_id": 42, "name": "Ada", "cart": [["tea", 2]], "html": "<b>", "native": "native"}


@pytest.mark.parametrize("writer, kind, record", RECORDS, ids=IDS)
def test_everybody_stays_logged_in(writer, kind, record, place):
    place.put(kind, record["records"])
    browser = browser_with(make_app(writer, kind, place), record["cookie"])

    assert data_of(browser) == STORED


@pytest.mark.parametrize("writer, kind, record", RECORDS, ids=IDS)
def test_what_is_added_is_kept_with_the_rest(writer, kind, record, place):
    """And stays readable: records are written as the extension of today writes them."""
    place.put(kind, record["records"])
    app = make_app(writer, kind, place)
    browser = browser_with(app, record["cookie"])
    browser.read("/visit")
    browser.read("/visit")

    assert data_of(browser) == dict(STORED, visits=2)
    elsewhere = browser_with(make_app(writer, kind, place), "x=y")
    elsewhere.cookies = browser.cookies
    assert data_of(elsewhere) == dict(STORED, visits=2)


@pytest.mark.parametrize("writer, kind, record", RECORDS, ids=IDS)
def test_logging_out_logs_out(writer, kind, record, place):
    """Also whoever still has the cookie, and under whatever name the record was kept."""
    place.put(kind, record["records"])
    app = make_app(writer, kind, place)
    browser_with(app, record["cookie"]).read("/logout")

    assert data_of(browser_with(app, record["cookie"])) == {}


def test_a_record_in_redis_moves_on(place):
    """Where the extension no longer pickles, neither does what it saves next."""
    if not hasattr(flask_session, "base"):
        pytest.skip("This Flask-Session pickles.")
    for writer, kind, record in RECORDS:
        if kind == "redis" and writer.startswith("Flask-Session"):
            place.redis.flushdb()
            place.put(kind, record["records"])
            assert is_pickled(*place.contents())
            browser_with(make_app(writer, kind, place), record["cookie"]).read("/visit")
            assert not is_pickled(*place.contents()), writer


def is_pickled(data):
    try:
        list(pickletools.genops(data))
    except ValueError:
        return False
    return True


def attack(directory):
    """A pickle that makes a directory, for whoever unpickles it."""
    return b"cposix\nmkdir\n(S'" + os.path.join(directory, "was-here").encode("ascii") + b"'\ntR."


@pytest.mark.parametrize("keep", [True, False], ids=["kept", "bare"])
@pytest.mark.parametrize("writer, kind, record", RECORDS, ids=IDS)
def test_whoever_can_write_to_the_store_runs_no_code(writer, kind, record, keep, place):
    """Which the bare extension of this environment lets them, and so it is seen to."""
    elsewhere = str(os.path.join(place.directory, "elsewhere"))
    os.mkdir(elsewhere)
    place.put(kind, record["records"])
    app = make_app(writer, kind, place, keep)
    name = find_name(app, kind, record, place)
    head = b""
    if kind == "filesystem" and writer.startswith("Flask-Session"):
        head = head_of_a_file(app)
    place.put(kind, {name: base64.b64encode(head + attack(elsewhere)).decode("ascii")})
    browser = browser_with(app, record["cookie"])
    if keep:
        assert data_of(browser) == {}
    else:
        try:
            browser.get("/")
        except Exception:
            pass  # It has no session after that.

    assert os.path.exists(os.path.join(elsewhere, "was-here")) is not keep


def find_name(app, kind, record, place):
    sid = record["cookie"].partition("=")[2]
    interface = app.session_interface
    if hasattr(interface, "serialization_method"):
        # The id is signed, with one or two dots after it.
        return sid.partition(".")[0]
    if kind == "redis":
        return "session:" + sid
    return os.path.basename(interface.cache._get_filename("session:" + sid))


def head_of_a_file(app):
    """What the cachelib of this environment has before the session in a file."""
    cache = app.session_interface.cache
    cache.set("another", {})
    with open(cache._get_filename("another"), "rb") as stream:
        written = stream.read()
    # A number that is never, raw or pickled, up to where the empty dict begins.
    return written[: max(written.rfind(b"\x80"), 4)]


@pytest.mark.parametrize("store", ["redis", "file"])
def test_the_examples_run(store, redis_server):
    script = os.path.join(EXAMPLES, "kept_%s_sessions.py" % store)
    arguments = [redis_server.url] if store == "redis" else []
    output = subprocess.check_output([sys.executable, script] + arguments)

    assert output.decode("ascii").strip() == "Hello Ada"
