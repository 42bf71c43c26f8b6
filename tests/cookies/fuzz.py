"""
Throw millions of damaged inputs at the reader of pickles, at the stores, and at the whole way of a cookie.

`python tests/cookies/fuzz.py --inputs 2000000` makes them out of the attacks and the fixtures of
tests/matrix by its own mutations; `--seed` repeats a run. `--atheris` lets libFuzzer make them
instead, where that is installed. Any input fails the run that raises what is not documented,
causes an audit event (an import, an open file, a call of the system), takes too long or much
memory, or leaves a session that cannot be sent.
"""

import argparse
import base64
import glob
import hashlib
import hmac
import json
import logging
import pathlib
import pickle
import random
import resource
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).parent.parent.parent
MATRIX = ROOT / "tests" / "matrix"
sys.path[:0] = [str(ROOT), str(MATRIX), str(MATRIX / "cookie_fixtures")]

if "--atheris" in sys.argv:
    import atheris

    with atheris.instrument_imports(include=["sessioncompat.cookies"]):
        import sessioncompat.cookies  # noqa: F401

import flask  # noqa: E402
from attacks import ATTACKS  # noqa: E402
from cases import CASES, NOW, SECRET_KEY  # noqa: E402

from sessioncompat import init_extension  # noqa: E402
from sessioncompat.cookies import (  # noqa: E402
    PickleRefused,
    SecureCookieSessionInterface,
    pickles,
    read_pickle,
    read_stored_pickles,
)
from sessioncompat.cookies.markup import Markup  # noqa: E402
from sessioncompat.cookies.stores import read_cache_file  # noqa: E402

LARGE = 64  # megabytes that a whole run may grow by.
# Seconds of this thread: somebody else may use the machine. Instrumented code is slower by itself.
SLOW = 0.25 if "--atheris" in sys.argv else 0.05

# Logging looks for whoever called it, which is an event.
logging.getLogger("sessioncompat.cookies").disabled = True

events = []
listening = False
slowest = 0


def listen(event, arguments):
    # Giving an object another class is what the shim does to watch sessions.
    if listening and event not in ("object.__setattr__", "builtins.id"):
        events.append(event)


sys.addaudithook(listen)


class Failure(Exception):
    """What an input did that it should not."""


def watched(function, value):
    """Call a function and hold it to having no effect but its result."""
    global listening, slowest
    html = vars(Markup)["__html__"]
    started = time.thread_time()
    listening = True
    try:
        return function(value)
    finally:
        listening = False
        taken = time.thread_time() - started
        slowest = max(slowest, taken)
        if events:
            raise Failure("%r caused %s" % (value, events))
        if vars(Markup)["__html__"] is not html:
            raise Failure("%r changed Markup" % (value,))
        if taken > SLOW and is_slow(function, value):
            raise Failure("%r took %.0f ms" % (value, taken * 1000))


def is_slow(function, value):
    for _ in range(3):
        started = time.thread_time()
        try:
            function(value)
        except PickleRefused:
            pass
        if time.thread_time() - started < SLOW:
            return False
    return True


def read_as_cookie(data):
    """Whatever the bytes, the answer is plain data or PickleRefused."""
    try:
        return watched(lambda data: read_pickle(data, pickles.COOKIE), data)
    except PickleRefused:
        return None


def read_as_record(data):
    try:
        return watched(lambda data: read_pickle(data, pickles.RECORD), data)
    except PickleRefused:
        return None


class Unpickler:
    """A serializer that unpickles, as Flask-Session's, and is not to be asked to."""

    loads = decode = staticmethod(pickle.loads)


STORE = read_stored_pickles(Unpickler())


def read_as_store(data):
    """In each way of a store. The unpickler behind it would cause events, or fail."""
    for read in (STORE.loads, STORE.decode, read_cache_file):
        for head in (b"", b"!", b"\0\0\0\0"):
            try:
                watched(read, head + data)
            except PickleRefused:
                pass


def make_application():
    app = flask.Flask("fuzz")
    app.secret_key = SECRET_KEY
    init_extension(app, SecureCookieSessionInterface(read_legacy_pickles=True, read_python_2_strings=True))
    interface = app.session_interface
    serializer = interface.get_signing_serializer(app)
    request = app.test_request_context("/").request

    def open_session(header):
        request.environ["HTTP_COOKIE"] = header
        session = interface.open_session(app, request)
        # What was read can be sent again.
        interface.save_session(app, session, app.response_class())

    return serializer, open_session


SERIALIZER, OPEN_SESSION = make_application()


def send(data):
    """A cookie as it comes, with a signature, and signed as Flask 0.1 to 0.9 did."""
    text = data.decode("latin-1").replace(";", "")
    payload = base64.urlsafe_b64encode(data).rstrip(b"=").decode()
    item = b"|key=" + base64.b64encode(data)
    mac = base64.b64encode(hmac.new(SECRET_KEY.encode(), item, hashlib.sha1).digest())
    signed = SERIALIZER.signer.keys[0].sign(data[:4000]).decode()
    for value in (
        text,
        SERIALIZER.signer.sign(data, NOW),
        data[:4000].decode("latin-1") + "." + signed,
        payload + ".UcSm." + payload[:27],
        (mac + b"?" + item[1:]).decode(),
    ):
        watched(OPEN_SESSION, "session=" + value)


TARGETS = {
    "cookie pickles": read_as_cookie,
    "record pickles": read_as_record,
    "stores": read_as_store,
    "cookies": send,
}


# What inputs are made of.

def corpus():
    seeds = [data for data in ATTACKS.values() if len(data) < 4000]
    for case in CASES:
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            seeds.append(pickle.dumps(case(), protocol))
            seeds.append(pickle.dumps(list(case().values()), protocol))
    for path in glob.glob(str(MATRIX / "cookie_fixtures" / "*.json")):
        for record in json.loads(pathlib.Path(path).read_text()):
            seeds.append(record["cookie"].partition("=")[2].encode())
    for data in ({"a": {" t": [1, {" u": "0" * 32}]}}, {"b": {" b": "AA=="}, "d": {" d": ""}}):
        seeds.append(json.dumps(data, separators=(",", ":")).encode())
    return seeds


OPCODES = [code for code in pickles._OPCODES[5]] + [b".", b"R.", b"\x81", b"b", b"o", b"i"]
WORDS = [name.replace(b" ", b"\n") + b"\n" for name in pickles._TABLE] + [
    b"cos\nsystem\n", b"p0\n", b"g0\n", b"g1\n", b"Vx\n", b"S'x'\n", b"I1\n", b"(dVint\nI5\ns",
    b"tR", b")R", b"\x85R", b"\xff\xff\xff\xff", b"\x00", b'{" t":', b'{" di":', b"..", b"?",
]


def mutate(chance, seeds):
    data = bytearray(chance.choice(seeds))
    for _ in range(chance.choice((0, 1, 1, 2, 3, 5, 8))):
        position = chance.randrange(len(data) + 1)
        way = chance.randrange(8)
        if way == 0 and data:
            data[position % len(data)] = chance.randrange(256)
        elif way == 1 and data:
            data[position % len(data)] ^= 1 << chance.randrange(8)
        elif way == 2:
            del data[position : position + chance.randrange(1, 9)]
        elif way == 3:
            data[position:position] = chance.choice(OPCODES)
        elif way == 4:
            data[position:position] = chance.choice(WORDS)
        elif way == 5:
            other = chance.choice(seeds)
            start = chance.randrange(len(other) + 1)
            data[position:position] = other[start : start + chance.randrange(1, 40)]
        elif way == 6:
            data[position:position] = data[position : position + 9] * chance.randrange(1, 60)
        else:
            data[position:] = chance.choice(seeds)[position:]
    return bytes(data)


def run(inputs, seed):
    """Run so many inputs, spread over the targets, and return the worst times."""
    chance = random.Random(seed)
    seeds = corpus()
    turns = ["cookie pickles"] * 5 + ["record pickles"] * 2 + ["stores"] + ["cookies"] * 2
    worst = dict.fromkeys(TARGETS, 0)
    global slowest
    counts = dict.fromkeys(TARGETS, 0)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(inputs):
        name = chance.choice(turns)
        data = mutate(chance, seeds)
        slowest = 0
        TARGETS[name](data)
        worst[name] = max(worst[name], slowest)
        counts[name] += 1
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    if grown > LARGE:
        raise Failure("Memory grew by %.0f MB." % grown)
    return counts, worst, grown


def run_libfuzzer(inputs, seed, options):
    """Let libFuzzer look for new ways through the reader, from the same seeds."""

    def one(data):
        for target in TARGETS.values():
            target(data)

    with tempfile.TemporaryDirectory() as directory:
        for number, data in enumerate(corpus()):
            pathlib.Path(directory, str(number)).write_bytes(data)
        arguments = ["-runs=%d" % inputs, "-seed=%d" % seed, "-verbosity=0", "-rss_limit_mb=512",
                     *options, directory]
        atheris.Setup([sys.argv[0], *arguments], one)
        atheris.Fuzz()


def main():
    parser = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0])
    parser.add_argument("--inputs", type=int, default=2_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--atheris", action="store_true", help="let libFuzzer make the inputs")
    options, rest = parser.parse_known_args()
    real, time.time = time.time, lambda: NOW + 5.0
    if options.atheris:
        return run_libfuzzer(options.inputs, options.seed, rest)
    started = real()
    counts, worst, grown = run(options.inputs, options.seed)
    for name in TARGETS:
        print("%-15s %8d inputs, the slowest %.1f ms" % (name, counts[name], worst[name] * 1000))
    print("No failure. Memory grew by %.1f MB in %d seconds." % (grown, real() - started))


if __name__ == "__main__":
    main()
