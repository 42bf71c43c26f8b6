"""
Every cookie that any Flask wrote is read, and sent again as today's.

The cookies are of real installs: cookie_fixtures/make.py had them written.
"""

import contextlib
import glob
import hmac
import json
import os
import sys
import time
from datetime import date, datetime, timedelta

import flask
import pytest

from sessioncompat import UTC, has, init_extension
from sessioncompat.cookies import CookieRefused, SecureCookieSessionInterface, formats, pickles
from sessioncompat.testing.browser import Browser, run_view

FIXTURES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "cookie_fixtures")
sys.path.insert(0, FIXTURES)
import cases  # noqa: E402

sys.path.remove(FIXTURES)

DAY = 86400
LIFETIME = cases.LIFETIME.days * DAY
HAS_LIFETIME = has("flask.Flask.permanent_session_lifetime")


def load():
    records = []
    for path in sorted(glob.glob(os.path.join(FIXTURES, "*.json"))):
        with open(path) as stream:
            records += json.load(stream)
    return records


RECORDS = load()
#: One ordinary cookie of each release, permanent and not.
USERS = [record for record in RECORDS if record["case"] == "user"]


def format_of(record):
    if record["itsdangerous"] is None:
        return "pickle"
    return "2011" if record["itsdangerous"].startswith("0.") else "today"


@contextlib.contextmanager
def at(seconds):
    """Freeze the clock that cookies are aged by."""
    now = time.time
    time.time = lambda: float(seconds)
    try:
        yield
    finally:
        time.time = now


def make_app(interface=None, **config):
    app = flask.Flask("sessioncompat")
    app.secret_key = config.pop("SECRET_KEY", cases.SECRET_KEY)
    if config and not hasattr(app, "config"):
        pytest.skip("This Flask has no config.")
    getattr(app, "config", {}).update(config)
    if HAS_LIFETIME:
        app.permanent_session_lifetime = cases.LIFETIME
    app.route("/")(run_view)
    init_extension(app, interface or SecureCookieSessionInterface(read_legacy_pickles=True))
    return app


def visit(app, cookie, view=None, **more):
    browser = Browser(app)
    name, _, value = cookie.partition("=")
    browser.cookies[str(name)] = str(value)
    browser.cookies.update(more)
    return browser.visit(view or (lambda: dict(flask.session)))


def name_of(record):
    return "%(flask)s-%(case)s" % record + ("-permanent" if record["permanent"] else "")


def test_there_are_cookies_of_every_series():
    series = {".".join(record["flask"].split(".")[:2]) for record in RECORDS}

    assert len(series) == 20
    assert {format_of(record) for record in RECORDS} == {"pickle", "2011", "today"}


def test_every_cookie_is_read():
    """Its values are equal, and of the types that today's Flask gives."""
    app = make_app()
    with at(cases.NOW + DAY):
        for record in RECORDS:
            answer = visit(app, record["cookie"])

            wanted = cases.expected(record, UTC)
            assert answer.value is not None, name_of(record)
            assert cases.alike(answer.value, wanted), (name_of(record), answer.value, wanted)


def test_an_old_cookie_is_replaced_by_one_of_today():
    """With the first response, whatever that does, and never again."""
    app = make_app()
    today_only = make_app(SecureCookieSessionInterface())
    with at(cases.NOW + DAY):
        for record in RECORDS:
            answer = visit(app, record["cookie"], lambda: None)

            if format_of(record) == "today" and not record["permanent"]:
                assert not answer.cookies, name_of(record)
                continue
            [cookie] = answer.cookies
            assert answer.varies and "?" not in cookie.value, name_of(record)
            again = visit(today_only, "session=" + cookie.value)
            assert cases.alike(again.value, cases.expected(record, UTC)), name_of(record)
            assert len(again.cookies) == (1 if record["permanent"] else 0), name_of(record)


def test_an_emptied_session_is_no_cookie_any_more():
    """Flask before 0.8 sent an empty pickle for it, which is read and deleted."""
    app = make_app()
    emptied = [record for record in RECORDS if record["case"] == "emptied"]
    signed = [record for record in emptied if not record["permanent"]]
    assert len(signed) == 7 and len(emptied) > 20
    with at(cases.NOW + DAY):
        for record in signed:
            answer = visit(app, record["cookie"])
            assert answer.value == {} and [one.deleted for one in answer.cookies] == [True]
            # One that is refused stays where it is.
            assert not visit(app, record["cookie"].replace("?", "A?")).cookies


def test_an_old_cookie_keeps_its_end():
    """Where sessions are not refreshed, the new cookie ends when the old one did."""
    config = {"SESSION_REFRESH_EACH_REQUEST": False}
    app = make_app(**config)
    with at(cases.NOW + 10 * DAY):
        for record in USERS:
            cookies = visit(app, record["cookie"], lambda: None).cookies
            if format_of(record) == "today":
                assert not cookies, name_of(record)
            elif record["permanent"]:
                assert cookies[0].expires == cases.NOW + LIFETIME, name_of(record)
                with at(cases.NOW + LIFETIME - 5):
                    assert visit(app, "session=" + cookies[0].value).value, name_of(record)
                with at(cases.NOW + LIFETIME + 5):
                    assert not visit(app, "session=" + cookies[0].value).value, name_of(record)
            else:
                assert cookies[0].expires is None, name_of(record)


def test_an_expired_cookie_stays_expired():
    app = make_app()
    with at(cases.NOW + LIFETIME + DAY):
        for record in USERS:
            answer = visit(app, record["cookie"])

            if format_of(record) == "pickle" and not record["permanent"]:
                # It does not say when it was signed, and never expired.
                assert answer.value, name_of(record)
            else:
                assert answer.value == {}, name_of(record)


def test_a_cookie_from_the_future_is_not_read():
    app = make_app()
    with at(cases.NOW - DAY):
        for record in USERS:
            if format_of(record) != "pickle":
                assert visit(app, record["cookie"]).value == {}, name_of(record)


def test_a_pickle_is_older_than_any_signed_cookie():
    """It does not say when it was signed, so that it must not pass for the newest."""
    app = make_app()
    with at(cases.NOW):
        [today] = Browser(app).visit(lambda: flask.session.update(name=u"Grace")).cookies
    with at(cases.NOW + DAY):
        for record in USERS:
            if format_of(record) == "pickle":
                for both in ([record["cookie"], today.value], [today.value, record["cookie"]]):
                    values = [value.partition("=")[2] if "?" in value else value for value in both]
                    answer = visit(app, "session=" + "; session=".join(values))
                    assert answer.value == {u"name": u"Grace"}, name_of(record)


def test_strings_of_python_2_are_text_where_they_are_asked_for():
    """Today's Flask gives bytes. Then they are stored as text, which it reads as well."""
    app = make_app(SecureCookieSessionInterface(read_python_2_strings=True))
    text = {u"native": u"native", u"flashes": [(u"message", u"saved")]}
    native = [record for record in RECORDS if record["case"] == "native"]
    of_python_2 = [record for record in native if isinstance(cases.expected(record, UTC)[u"native"], bytes)]
    assert len(of_python_2) == 8
    with at(cases.NOW + DAY):
        for record in native:
            if format_of(record) == "pickle":
                continue
            answer = visit(app, record["cookie"])
            wanted = dict(text, _permanent=True) if record["permanent"] else text
            assert cases.alike(answer.value, wanted), name_of(record)
            if record in of_python_2:
                again = visit(make_app(), "session=" + answer.cookies[0].value).value
                assert cases.alike(again, wanted), name_of(record)
        for record in RECORDS:
            if record["case"] == "types" and format_of(record) != "pickle":
                read = visit(app, record["cookie"]).value
                assert cases.alike(read, cases.expected(record, UTC)), name_of(record)


@pytest.mark.skipif(not HAS_LIFETIME, reason="This Flask has no permanent sessions.")
def test_a_very_long_lifetime_does_not_make_a_time_of_another_format():
    """A time before 2011 would be counted from there, and one before 1970 is none."""
    for years in (10, 30, 300):
        app = make_app(SESSION_REFRESH_EACH_REQUEST=False)
        app.permanent_session_lifetime = timedelta(days=365 * years)
        with at(cases.NOW + DAY):
            for record in USERS:
                if record["permanent"]:
                    answer = visit(app, record["cookie"], lambda: None)
                    values = [cookie.value for cookie in answer.cookies] or [record["cookie"][8:]]
                    assert visit(app, "session=" + values[0]).value, (name_of(record), years)


def test_pickles_are_not_read_unless_asked_for():
    app = make_app(SecureCookieSessionInterface())
    with at(cases.NOW + DAY):
        for record in USERS:
            answer = visit(app, record["cookie"])

            assert bool(answer.value) == (format_of(record) != "pickle"), name_of(record)


@pytest.mark.parametrize(
    "until", [date(2013, 6, 23), datetime(2013, 6, 23), datetime(2013, 6, 23, tzinfo=UTC)]
)
def test_pickles_are_read_until_the_date(until):
    app = make_app(SecureCookieSessionInterface(read_legacy_pickles=True, legacy_until=until))
    pickled = [record for record in USERS if format_of(record) == "pickle"]
    midnight = 1371945600
    for record in pickled:
        with at(midnight - 1):
            assert visit(app, record["cookie"]).value, name_of(record)
        with at(midnight):
            assert not visit(app, record["cookie"]).value, name_of(record)


def test_the_date_has_to_be_one():
    with pytest.raises(TypeError) as error:
        SecureCookieSessionInterface(read_legacy_pickles=True, legacy_until="2027-01-31")

    assert "datetime.date(" in str(error.value)


def test_a_changed_cookie_is_not_read():
    """Whatever byte is changed, and nothing of it is parsed."""
    app = make_app()
    with at(cases.NOW + DAY):
        for record in USERS[::4]:
            _, _, value = record["cookie"].partition("=")
            for position in range(len(value)):
                changed = "A" if value[position] != "A" else "B"
                broken = value[:position] + changed + value[position + 1 :]
                if broken.strip('"') != value.strip('"') and value[position] != '"':
                    answer = visit(app, "session=" + broken)
                    assert (answer.status, answer.value) == (200, {}), (name_of(record), position)


def test_nothing_is_read_before_the_signature_holds(monkeypatch):
    """Nor compared in another way than in constant time."""
    parsed = []
    for module, name in ((pickles, "read_pickles"), (formats, "read_payload")):
        monkeypatch.setattr(module, name, lambda *arguments: parsed.append(arguments))
    app = make_app()
    with at(cases.NOW + DAY):
        for record in USERS:
            name, _, value = record["cookie"].partition("=")
            # One letter of the data: that of the signature is at the end or in front.
            at_letter = value.index("=STQyCi4=") + 3 if "?" in value else 4
            changed = "A" if value[at_letter] != "A" else "B"
            broken = value[:at_letter] + changed + value[at_letter + 1 :]
            assert visit(app, name + "=" + broken).value == {}, name_of(record)
        assert parsed == []
        monkeypatch.setattr(hmac, "compare_digest", lambda one, other: False)
        for record in USERS:
            assert visit(app, record["cookie"]).value == {}, name_of(record)
    assert parsed == []


def test_what_is_too_long_is_not_even_verified(monkeypatch):
    monkeypatch.setattr(hmac, "new", None)
    with pytest.raises(CookieRefused) as error:
        formats.read_pickled(u"x" * pickles.COOKIE.size + u"?", ["key"], 0)

    assert "longer" in str(error.value)


def test_another_key_does_not_read_it():
    app = make_app(SECRET_KEY="another key")
    with at(cases.NOW + DAY):
        for record in USERS:
            assert visit(app, record["cookie"]).value == {}, name_of(record)


def test_a_former_key_reads_it():
    app = make_app(SECRET_KEY="another key", SECRET_KEY_FALLBACKS=["third key", cases.SECRET_KEY])
    with at(cases.NOW + DAY):
        for record in USERS:
            assert visit(app, record["cookie"]).value, name_of(record)


def test_bars_between_items_do_not_pass_for_others():
    """Werkzeug signed its items with bars between them, wherever they came from."""
    record = [record for record in USERS if format_of(record) == "pickle"][0]
    assert record["cookie"].count("&") == 1
    app = make_app()
    with at(cases.NOW + DAY):
        answer = visit(app, record["cookie"].replace("&", "|"))

    assert (answer.status, answer.value) == (200, {})


def flask_tags_bytes():
    """Whether the Flask of the cell can store bytes, which all but 0.10.0 can."""
    from flask.sessions import session_json_serializer

    try:
        session_json_serializer.dumps({"bytes": b"\xff"})
    except (TypeError, ValueError):
        return False
    return True


def test_flask_reads_what_we_write():
    """
    The Flask of the cell, where its cookies are of today's format.
    """
    if not has("flask.sessions.SecureCookieSessionInterface.get_signing_serializer"):
        pytest.skip("This Flask only reads pickles.")
    ours = make_app()
    stock = flask.Flask("sessioncompat")
    stock.secret_key = cases.SECRET_KEY
    stock.route("/")(run_view)
    for case in (cases.user, cases.scalars, cases.containers, cases.types, cases.long, cases.native):
        wrote = Browser(ours).visit(lambda: flask.session.update(case()))
        [cookie] = wrote.cookies

        read = visit(stock, "session=" + cookie.value).value
        kept = visit(ours, "session=" + cookie.value).value
        if case is cases.types:
            for key in (u"datetime", u"early"):
                # Naive with Werkzeug before 2.0.
                read[key] = read[key].replace(tzinfo=UTC)
            # Jinja2 3.0 has a Markup of its own, which derives from MarkupSafe's.
            assert isinstance(read[u"markup"], type(kept[u"markup"]))
            read[u"markup"] = type(kept[u"markup"])(read[u"markup"])
            if not flask_tags_bytes():
                assert list(read.pop(u"bytes")) == [u" b"]
                del kept[u"bytes"]
        assert cases.alike(read, kept), case.__name__
