"""
What the hardened interface does beyond the contract, on this Flask.
"""

import hashlib
import logging
import time
import uuid
import warnings
from datetime import date, datetime, timedelta
from decimal import Decimal

import flask
import pytest
from flask import session

from sessioncompat import UTC, has, init_extension
from sessioncompat.cookies import CannotBeStored, CookieRefused, SecureCookieSessionInterface
from sessioncompat.cookies import formats, hardened, signing, tagged
from sessioncompat.testing.browser import Browser, run_view

try:
    import itsdangerous
except ImportError:
    itsdangerous = None

needs_config = pytest.mark.skipif(
    not has("flask.Flask.default_config"), reason="This Flask has no config."
)


def make_app(interface=None, **config):
    app = flask.Flask("sessioncompat")
    app.secret_key = config.pop("SECRET_KEY", "secret")
    if config:
        app.config.update(config)
    app.route("/")(run_view)
    init_extension(app, interface or SecureCookieSessionInterface())
    return app


def write():
    session["name"] = u"Ada"


def read():
    return session.get("name")


def empty():
    session.pop("name", None)


def carry(cookies, app):
    browser = Browser(app)
    for cookie in cookies:
        browser.cookies[cookie.name] = cookie.value
    return browser


def test_it_is_flasks_own_to_whoever_asks():
    if has("flask.sessions.SecureCookieSessionInterface"):
        from flask.sessions import SecureCookieSessionInterface as FlasksOwn

        assert isinstance(SecureCookieSessionInterface(), FlasksOwn)
    assert SecureCookieSessionInterface().salt == "cookie-session"


# Keys

@needs_config
def test_keys_can_be_rotated_without_logging_out():
    """At every step of a schedule, and a key that left the list is done with."""
    schedule = [("a", []), ("b", ["a"]), ("c", ["a", "b"]), ("d", ["b", "c"]), ("e", [])]
    cookies = None
    for key, fallbacks in schedule:
        app = make_app(SECRET_KEY=key, SECRET_KEY_FALLBACKS=fallbacks)
        if cookies:
            value = carry(cookies, app).visit(read).value
            assert value == (u"Ada" if fallbacks else None)
        cookies = Browser(app).visit(write).cookies
        assert carry(cookies, make_app(SECRET_KEY=key)).visit(read).value == u"Ada"


@needs_config
@pytest.mark.parametrize("fallbacks", ["old key", b"old key", u"old key"])
def test_one_string_is_no_list_of_keys(fallbacks):
    app = make_app(SECRET_KEY_FALLBACKS=fallbacks)

    with pytest.raises(TypeError) as error:
        app.session_interface.open_session(app, app.test_request_context().request)

    assert "SECRET_KEY_FALLBACKS = [" in str(error.value) and "old key" not in str(error.value)


@needs_config
@pytest.mark.parametrize("fallbacks", [[""], ["", "old"], [None, "old"], [b""]])
def test_an_empty_fallback_is_no_key(fallbacks):
    forged = Browser(make_app(SECRET_KEY="x")).visit(write).cookies
    key = signing.Key("", "cookie-session", "hmac", hashlib.sha1)
    forged[0].value = signing.Signer([key]).sign(b'{"name":"Ada"}', time.time())
    app = make_app(SECRET_KEY_FALLBACKS=fallbacks)
    answer = carry(forged, app).visit(read)

    assert (answer.status, answer.value) == (200, None)
    own = Browser(make_app(SECRET_KEY="old")).visit(write).cookies
    assert carry(own, app).visit(read).value == (u"Ada" if "old" in fallbacks else None)


def test_a_key_can_be_text_or_bytes():
    cookies = Browser(make_app(SECRET_KEY=u"caf\xe9")).visit(write).cookies

    assert carry(cookies, make_app(SECRET_KEY=u"caf\xe9".encode("utf-8"))).visit(read).value == u"Ada"


def test_a_key_can_change_while_the_application_runs():
    app = make_app(SECRET_KEY="one")
    browser = Browser(app)
    browser.visit(write)
    app.secret_key = "two"
    assert browser.visit(read).value is None
    app.secret_key = "one"
    assert browser.visit(read).value == u"Ada"


def test_keys_are_derived_once():
    app = make_app()
    first = app.session_interface.get_signing_serializer(app)

    assert app.session_interface.get_signing_serializer(app) is first


# The hash function

def test_the_digest_can_be_chosen_and_the_former_still_be_read():
    cookies = Browser(make_app()).visit(write).cookies
    strict = make_app(SecureCookieSessionInterface(digest_method=hashlib.sha256))
    kind = make_app(
        SecureCookieSessionInterface(
            digest_method=hashlib.sha256, previous_digest_methods=[hashlib.sha1]
        )
    )
    assert carry(cookies, strict).visit(read).value is None

    answer = carry(cookies, kind).visit(read)

    assert answer.value == u"Ada"
    # Sent again, as those of the new digest are not.
    assert carry(answer.cookies, strict).visit(read).value == u"Ada"
    assert carry(answer.cookies, kind).visit(read).cookies == []


def test_a_digest_of_a_subclass_counts():
    class Interface(SecureCookieSessionInterface):
        digest_method = staticmethod(hashlib.sha512)

    cookies = Browser(make_app(Interface())).visit(write).cookies
    other = make_app(SecureCookieSessionInterface(digest_method=hashlib.sha512))

    assert carry(cookies, other).visit(read).value == u"Ada"


def test_a_machine_without_sha1_can_do_without():
    def forbidden(data=b""):
        raise ValueError("unsupported hash type")

    class Interface(SecureCookieSessionInterface):
        digest_method = staticmethod(forbidden)

    app = make_app(Interface())
    with pytest.raises(RuntimeError) as error:
        app.session_interface.get_signing_serializer(app)
    assert "digest_method=hashlib.sha256" in str(error.value)
    app = make_app(Interface(digest_method=hashlib.sha256, previous_digest_methods=[forbidden]))
    browser = Browser(app)
    browser.visit(write)
    assert browser.visit(read).value == u"Ada"


# itsdangerous

@pytest.mark.skipif(itsdangerous is None, reason="This Flask has no itsdangerous.")
@pytest.mark.parametrize("derivation", ["hmac", "django-concat", "concat", "none"])
@pytest.mark.parametrize("digest", [hashlib.sha1, hashlib.sha256])
def test_it_signs_what_itsdangerous_signs(derivation, digest, monkeypatch):
    theirs = itsdangerous.URLSafeTimedSerializer(
        "k\xe9y" if bytes is not str else u"k\xe9y",
        salt="cookie-session",
        signer_kwargs={"key_derivation": derivation, "digest_method": digest},
    )
    ours = signing.Signer([signing.Key(u"k\xe9y", "cookie-session", derivation, digest)])
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)
    counts_from_2011 = hasattr(itsdangerous, "EPOCH")
    for data in ({u"a": 1}, {u"long": u"ab" * 200}, {}, {u"\xe9": [None, True]}):
        payload = theirs.dump_payload(data)
        if bytes is str and isinstance(payload, type(u"")):
            payload = payload.encode("ascii")
        raw = signing.read_payload(payload + b".AA")[0]
        signed = ours.sign(raw, now - (1293840000 if counts_from_2011 else 0))
        value = theirs.dumps(data)

        assert signed == (value if isinstance(value, type(u"")) else value.decode("ascii"))
        found = formats.read_signed(signed, ours, tagged.loads, int(now), 10)
        assert found.data == data and found.signed_at == int(now)


def test_the_serializer_can_be_asked_for():
    app = make_app()
    serializer = app.session_interface.get_signing_serializer(app)
    value = serializer.dumps({u"name": u"Ada"})

    assert serializer.loads(value, max_age=10) == {u"name": u"Ada"}
    with pytest.raises(CookieRefused):
        serializer.loads(value + "x")
    if itsdangerous is not None:
        with pytest.raises(itsdangerous.BadSignature):
            serializer.loads(value[:-1])


@pytest.mark.skipif(itsdangerous is None, reason="This Flask has no itsdangerous.")
def test_a_serializer_of_ones_own_is_used():
    class Interface(SecureCookieSessionInterface):
        def get_signing_serializer(self, app):
            return itsdangerous.URLSafeTimedSerializer(app.secret_key, salt="mine")

    app = make_app(Interface())
    browser = Browser(app)
    browser.visit(write)

    assert browser.visit(read).value == u"Ada"
    assert carry(Browser(make_app()).visit(write).cookies, app).visit(read).value is None


@pytest.mark.parametrize("value", ["x; Domain=a.example", b"x; Domain=a.example", u"x", b"x"])
def test_what_a_serializer_of_ones_own_says_stays_the_value(value):
    """Werkzeug quotes it, as far as it knows how, lest anything in it is taken for an attribute."""

    class Serializer(object):
        def dumps(self, data):
            return value

        def loads(self, value, max_age=None):
            return {u"value": value}

    class Interface(SecureCookieSessionInterface):
        def get_signing_serializer(self, app):
            return Serializer()

    [cookie] = Browser(make_app(Interface())).visit(write).cookies

    response = flask.Response()
    response.set_cookie("session", value if isinstance(value, str) else value.decode("ascii"))
    quoted = response.headers["Set-Cookie"].partition("; Path=")[0]
    assert cookie.header.startswith(quoted) and ("x;" not in quoted or '"' in quoted)


def test_tags_of_ones_own_are_used():
    if not has("flask.json.tag.JSONTag"):
        pytest.skip("This Flask has no tags to register.")
    from flask.json.tag import JSONTag, TaggedJSONSerializer

    class TagSet(JSONTag):
        key = " s"

        def check(self, value):
            return isinstance(value, set)

        def to_json(self, value):
            return self.serializer.tag(sorted(value))

        def to_python(self, value):
            return set(value)

    class Interface(SecureCookieSessionInterface):
        serializer = TaggedJSONSerializer()

    Interface.serializer.register(TagSet)
    browser = Browser(make_app(Interface()))

    def write_set():
        session["set"] = {1, 2}

    browser.visit(write_set)

    assert browser.visit(lambda: session["set"]).value == {1, 2}


# Values

VALUES = [set([1]), frozenset(), Decimal(1), date(2020, 1, 1), timedelta(1), object(), 1j, bytearray()]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
@pytest.mark.parametrize("wrap", [lambda v: v, lambda v: [1, (v,)], lambda v: {u"deep": v}])
def test_what_a_cookie_cannot_keep_is_refused(value, wrap):
    app = make_app()
    response = app.response_class()
    data = app.session_interface.session_class({u"cart": wrap(value), u"name": u"Ada"})
    data.modified = True

    with pytest.raises(CannotBeStored) as error:
        app.session_interface.save_session(app, data, response)

    message = str(error.value)
    assert "session['cart']" in message and type(value).__name__ in message and "Store " in message


def test_a_key_that_json_cannot_hold_is_refused():
    with pytest.raises(CannotBeStored):
        tagged.dumps({u"a": {(1, 2): 3}})


def test_an_application_may_make_json_of_its_own():
    """Then what it makes is stored, as Flask does."""
    if not hardened.USES_TAGS:
        pytest.skip("This Flask has no say in it.")
    app = make_app()
    if hasattr(app, "json"):
        from flask.json.provider import DefaultJSONProvider

        class Provider(DefaultJSONProvider):
            @staticmethod
            def default(value):
                return str(value)

        app.json = Provider(app)
    else:
        class Encoder(flask.json.JSONEncoder):
            def default(self, value):
                return str(value)

        app.json_encoder = Encoder
    browser = Browser(app)

    def write_complex():
        session["number"] = 1j

    browser.visit(write_complex)

    assert browser.visit(lambda: session["number"]).value == "1j"


@pytest.mark.parametrize("wrap", [lambda v: [v], lambda v: (v,), lambda v: {u"a": v}])
def test_what_could_not_be_read_again_is_refused(wrap):
    deep = u"end"
    for _ in range(90):
        deep = wrap(deep)
    assert tagged.loads(tagged.dumps({u"deep": deep})) == {u"deep": deep}
    for _ in range(5000):
        deep = wrap(deep)
        if _ in (200, 4999):
            with pytest.raises(CannotBeStored):
                tagged.dumps({u"deep": deep})


def test_what_would_inflate_without_end_is_neither_read_nor_written():
    app = make_app()
    serializer = app.session_interface.get_signing_serializer(app)
    for length, kept in ((1 << 16, True), (1 << 20, False)):
        data = {u"a": u"x" * length}
        browser = Browser(app)
        browser.cookies["session"] = str(serializer.signer.sign(tagged.dumps(data).encode("ascii"), time.time()))
        assert len(browser.cookies["session"]) < 4093
        assert (browser.visit(lambda: dict(session)).value == data) is kept
        if kept:
            assert serializer.loads(serializer.dumps(data)) == data
        else:
            with pytest.raises(CannotBeStored) as error:
                serializer.dumps(data)
            assert "Store less" in str(error.value)


def test_a_list_in_itself_is_refused():
    endless = []
    endless.append(endless)

    with pytest.raises(CannotBeStored):
        tagged.dumps({u"endless": endless})


TAGS = [" t", " u", " b", " m", " d", " di"]


@pytest.mark.parametrize("value", [
    {tag: value} for tag in TAGS for value in (1, [1], {" t": [1]})
] + [{" t__": 1}, {u"a": 1, u"b": {}}, [], [[]], {}, ((),), None, u"", u"\u2028", 1e300, -0.0])
def test_values_that_look_like_tags_come_back(value):
    data = {u"key": value, u"other": 1}

    assert tagged.loads(tagged.dumps(data)) == data
    assert tagged.loads(tagged.dumps({u"key": value})) == {u"key": value}
    if isinstance(value, dict):
        assert tagged.loads(tagged.dumps(value)) == value


def test_datetimes_come_back_aware_and_in_utc():
    for moment in (
        datetime(2020, 2, 29, 1, 2, 3), datetime(1, 1, 1), datetime(999, 12, 31), datetime.max,
        datetime(2020, 2, 29, 1, 2, 3, tzinfo=UTC),
    ):
        read = tagged.loads(tagged.dumps({u"d": moment}))[u"d"]
        if moment.year >= 1000:
            assert read == moment.replace(tzinfo=UTC, microsecond=0) and read.tzinfo is UTC
    assert tagged.loads(u'{"d":{" d":"no date"}}') == {u"d": None}
    assert tagged.parse_date(u"Wed, 29 Feb 2020 01:02:03 +0100") == datetime(2020, 2, 29, 0, 2, 3, tzinfo=UTC)
    assert tagged.parse_date(u"Wed, 31 Feb 2020 01:02:03 GMT") is None


def test_native_strings_are_text():
    loaded = tagged.loads(tagged.dumps({"key": "native", "id": uuid.UUID(int=1), "raw": b"\xff"}))

    assert type(loaded[u"key"]) is type(u"") and loaded[u"raw"] == b"\xff"


# The cookie

@needs_config
@pytest.mark.parametrize("change", [write, empty], ids=["set", "deleted"])
def test_the_cookie_has_every_attribute(change):
    app = make_app(
        SESSION_COOKIE_SAMESITE="None",
        SESSION_COOKIE_PARTITIONED=True,
        SESSION_COOKIE_PATH="/",
    )
    browser = Browser(app)
    browser.visit(write)
    [cookie] = browser.visit(change).cookies

    assert cookie.deleted is (change is empty)
    assert {"secure", "httponly", "partitioned"} <= set(cookie.attributes), cookie
    assert cookie.attributes["samesite"] == "None"


def test_a_cookie_that_is_too_large_is_warned_of():
    def write_much():
        session["much"] = u"".join(map(u"%x".__mod__, range(3000)))

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        [cookie] = Browser(make_app()).visit(write_much).cookies

    messages = [str(one.message) for one in caught if "cookie is" in str(one.message)]
    assert len(messages) == 1 and "4093" in messages[0]
    assert len(cookie.header) > 4093


@pytest.mark.skipif(
    not has("flask.ctx.RequestContext.session"), reason="This Flask is not the last one."
)
def test_it_does_what_flask_does_today(monkeypatch):
    """With no option set, every header is that of Flask's own interface."""
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)
    monkeypatch.setattr(
        "flask.sessions.SessionInterface.get_expiration_time",
        lambda self, app, session: datetime(2030, 1, 2, tzinfo=UTC) if session.permanent else None,
    )

    def write_permanent():
        session.permanent = True
        session["names"] = [u"Ada", (1, u"\xe9"), uuid.UUID(int=1)] * 20

    configs = [{}, {"SESSION_COOKIE_SAMESITE": "Lax", "SESSION_COOKIE_SECURE": True,
                    "SESSION_COOKIE_DOMAIN": "b\xfccher.example", "SESSION_COOKIE_PATH": "/a b",
                    "SESSION_COOKIE_PARTITIONED": True, "SESSION_COOKIE_NAME": "sid"}]
    for config in configs:
        stock = flask.Flask("sessioncompat")
        stock.secret_key = "secret"
        stock.config.update(config)
        stock.route("/")(run_view)
        browsers = Browser(stock), Browser(make_app(**config))
        for view in (read, write, read, lambda: None, write_permanent, lambda: None, lambda: session.clear()):
            one, other = [browser.visit(view) for browser in browsers]
            assert one.headers == other.headers and one.value == other.value


# Two cookies of one name

def both(app, *values):
    def visit(view):
        environ_cookie = "; ".join("session=" + value for value in values)
        browser = Browser(app)
        browser.cookies["session"] = environ_cookie[len("session="):]
        return browser.visit(view)

    return visit


def two_cookies(app, monkeypatch, first=100, second=50):
    """Two cookies, signed so many seconds ago, in the order in which they are sent."""
    values = []
    now = time.time()
    for name, ago in ((u"first", first), (u"second", second)):
        monkeypatch.setattr(time, "time", lambda: now - ago)
        values.append(Browser(app).visit(lambda: session.update(name=name)).cookies[0].value)
    monkeypatch.setattr(time, "time", lambda: now)
    return values


@pytest.mark.parametrize("first, second, newest", [(100, 50, u"second"), (50, 100, u"first")])
def test_the_newest_of_two_cookies_wins(first, second, newest, monkeypatch):
    app = make_app()
    visit = both(app, *two_cookies(app, monkeypatch, first, second))

    assert visit(read).value == newest


def test_a_cookie_that_nobody_signed_does_not_win(monkeypatch):
    app = make_app()
    one, other = two_cookies(app, monkeypatch)

    assert both(app, one, other[:-1])(read).value == u"first"
    assert both(app, "x", "y", "z" * 5000, other)(read).value == u"second"
    assert both(app, "x", "y")(read).value is None
    started = time.clock() if hasattr(time, "clock") else time.perf_counter()
    assert both(app, *map(str, range(20000)))(read).value is None
    ended = time.clock() if hasattr(time, "clock") else time.perf_counter()
    assert ended - started < 1


@needs_config
def test_the_cookie_of_the_former_domain_is_deleted(monkeypatch):
    """And the session kept for the current one, or logging out would not log out."""
    app = make_app(SecureCookieSessionInterface(previous_domains=["example.com"]))
    visit = both(app, *two_cookies(app, monkeypatch))

    answer = visit(lambda: None)
    assert [cookie.deleted for cookie in answer.cookies] == [True, False] and answer.varies
    assert answer.cookies[0].attributes["domain"].lstrip(".") == "example.com"
    assert "domain" not in answer.cookies[1].attributes
    assert carry(answer.cookies[1:], app).visit(read).value == u"second"

    answer = visit(empty)
    assert [cookie.deleted for cookie in answer.cookies] == [True, True]
    assert len({cookie.attributes.get("domain") for cookie in answer.cookies}) == 2


@needs_config
def test_the_domain_of_server_name_is_a_former_one(monkeypatch):
    """Flask before 2.3 made SERVER_NAME the cookie's domain."""
    app = make_app(SERVER_NAME="www.example.com:80")
    interface = app.session_interface
    current = (interface.get_cookie_domain(app) or "").lstrip(".").partition(":")[0]

    assert interface._stale_domains(app, True) == ([None] if current else ["www.example.com"])
    assert make_app(SERVER_NAME="localhost:80").session_interface._stale_domains(app, False) in (
        [], ["www.example.com"]
    )


# Logging

class Records(logging.Handler):
    def __init__(self):
        logging.Handler.__init__(self)
        self.texts = []

    def emit(self, record):
        self.texts.append(record.getMessage())


def test_refusals_are_logged_without_contents():
    records = Records()
    hardened.log.addHandler(records)
    hardened.log.setLevel(logging.INFO)
    try:
        browser = Browser(make_app())
        for value in ("c2VjcmV0.contents.here", "contents?of=pickle"):
            browser.cookies["session"] = value
            browser.visit(read)
    finally:
        hardened.log.removeHandler(records)
        hardened.log.setLevel(logging.NOTSET)

    assert len(records.texts) == 2
    assert all("Refused" in text and "contents" not in text for text in records.texts)
    assert "read_legacy_pickles" in records.texts[1]


# Any bytes

NONSENSE = [
    "", ".", "..", "...", "a.b.c", "?", "?=", "=?", "x?y=z", '"', '""', '"\\', '"\\400"', "\xff",
    "\xc3\xa9.x.y", "." * 5000, "?" * 5000, "a" * 20000, "&" * 100 + "?" + "&" * 100,
]


@pytest.mark.parametrize("value", NONSENSE, ids=list(map(str, range(len(NONSENSE)))))
def test_a_cookie_of_any_bytes_is_no_error(value):
    app = make_app(SecureCookieSessionInterface(read_legacy_pickles=True))
    browser = Browser(app)
    browser.cookies["session"] = value
    answer = browser.visit(read)

    assert (answer.status, answer.value) == (200, None)


PAYLOADS = [
    b"", b"null", b"[]", b"1", b"{", b"\xff", b"[" * 100000, b'{"a":' * 50000, b'{" t":1}',
    b'{"a":{" t":1}}', b'{"a":{" u":"x"}}', b'{"a":{" b":1}}', b'{"a":{" m":[]}}',
    b'{"a":{" d":1}}', b'{"a":{" di":1}}', b'{"a":{" di":{}}}', b"\0" * 10000000,
]


@pytest.mark.parametrize("payload", PAYLOADS, ids=list(map(str, range(len(PAYLOADS)))))
def test_what_an_own_key_signed_is_no_error_either(payload):
    app = make_app()
    signer = app.session_interface.get_signing_serializer(app).signer
    browser = Browser(app)
    browser.cookies["session"] = str(signer.sign(payload, time.time()))
    answer = browser.visit(lambda: dict(session))

    assert answer.status == 200 and set(answer.value) <= {u"a"}


NESTED = [(b"[", b"]"), (b'{"a":[', b"]}"), (b'{" t":[', b"]}")]


@pytest.mark.parametrize("opening, closing", NESTED, ids=["lists", "dicts", "tuples"])
@pytest.mark.parametrize("tail", [b"}", b',"_permanent":true}'], ids=["", "permanent"])
def test_no_depth_is_an_error(opening, closing, tail):
    """Neither when it is read nor when it is sent again, in whatever format it came."""
    app = make_app(SecureCookieSessionInterface(read_python_2_strings=True))
    signer = app.session_interface.get_signing_serializer(app).signer
    browser = Browser(app)
    kept = []
    for depth in (50, 150, 400, 600, 800, 900, 990, 2000, 20000):
        payload = b'{"a":' + opening * depth + closing * depth + tail
        for epoch in (0, formats.EPOCH_2011):
            for view in (lambda: "a" in session, lambda: session.update(name=u"Ada")):
                browser.cookies["session"] = str(signer.sign(payload, time.time() - epoch))
                answer = browser.visit(view)
                assert answer.status == 200, depth
                kept.append((depth, answer.value))
    assert (50, True) in kept and (400, True) not in kept
