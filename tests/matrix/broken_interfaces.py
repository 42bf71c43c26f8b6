"""
One broken interface for every promise of the conformance kit.

Each is the in-memory interface with one thing wrong. ``breaks`` names the test
that has to notice; ``declares`` is what the interface says of itself, where
that differs from what the in-memory one says.
"""

import base64
import json
from datetime import datetime, timedelta
from uuid import UUID

import flask

from sessioncompat import UTC, get_session
from sessioncompat.testing import MemorySession, MemorySessionInterface
from sessioncompat.testing.capabilities import keeps_what_a_crash_wrote


class Broken(MemorySessionInterface):
    breaks = None
    declares = {}

    def set_up(self, app):
        """What the extension does to an application besides."""


# Data


class NeverStores(Broken):
    breaks = "test_round_trip"

    def store(self, sid, data, expires):
        pass


class KeepsStrings(Broken):
    breaks = "test_plain_values"

    def store(self, sid, data, expires):
        data = {key: str(value) if value == 1.5 else value for key, value in data.items()}
        super(KeepsStrings, self).store(sid, data, expires)


class Converts(Broken):
    """Stores values as something that a text format has."""

    kind = convert = None

    def store(self, sid, data, expires):
        data = {
            key: self.convert(value) if isinstance(value, self.kind) else value
            for key, value in data.items()
        }
        super(Converts, self).store(sid, data, expires)


class KeepsListsForTuples(Converts):
    breaks = "test_tuples"
    kind = tuple

    def convert(self, value):
        return list(value)


class KeepsTextForBytes(Converts):
    breaks = "test_bytes"
    kind = bytes

    def convert(self, value):
        return value.decode("latin-1")


class KeepsTextForUuids(Converts):
    breaks = "test_uuids"
    kind = UUID

    def convert(self, value):
        return str(value)


class KeepsTextForMarkup(Converts):
    breaks = "test_markup"
    kind = type(u"")

    def convert(self, value):
        return json.loads(json.dumps(value))


class KeepsLocalTime(Converts):
    breaks = "test_datetimes"
    kind = datetime

    def convert(self, value):
        return value + timedelta(hours=2)


class DoesNotNoticeDel(Broken):
    breaks = "test_every_way_to_change"

    class session_class(MemorySession):
        def __delitem__(self, key):
            before = self.modified
            super(DoesNotNoticeDel.session_class, self).__delitem__(key)
            self.modified = before


class KeepsOneValue(Broken):
    breaks = "test_other_values_stay"

    def store(self, sid, data, expires):
        last = {key: data[key] for key in sorted(data)[:1] + ["value"] if key in data}
        super(KeepsOneValue, self).store(sid, last, expires)


class ComparesShallowly(Broken):
    breaks = "test_nested_change_that_is_declared"

    def should_set_cookie(self, app, session):
        stored = self.records.get(session.sid, (None,))[0]
        changed = stored is None or sorted(stored) != sorted(session)
        return changed and super(ComparesShallowly, self).should_set_cookie(app, session)


class HandsOutItsRecords(Broken):
    breaks = "test_nested_change_that_is_not_declared"

    def load(self, sid):
        found = super(HandsOutItsRecords, self).load(sid)
        return found and self.records[sid][0]


class NeverNew(Broken):
    breaks = "test_new_session"

    class session_class(MemorySession):
        new = property(lambda self: False, lambda self, value: None)


class AlwaysNew(Broken):
    breaks = "test_known_session"

    class session_class(MemorySession):
        new = property(lambda self: True, lambda self, value: None)


class FilledInByUpdate(Broken):
    breaks = "test_modified"
    declares = {"sends_only_when_needed": False}

    class session_class(MemorySession):
        def __init__(self, sid, initial=None, new=False):
            MemorySession.__init__(self, sid, new=new)
            self.update(initial or {})


# Lifetime


class GivesEveryCookieAnExpiry(Broken):
    breaks = "test_cookie_ends_with_the_browser"

    def set_cookie(self, app, response, sid, expires):
        expires = expires or datetime.now(UTC) + self.lifetime
        super(GivesEveryCookieAnExpiry, self).set_cookie(app, response, sid, expires)


class ForgetsTheExpiry(Broken):
    breaks = "test_permanent_cookie_expires"

    def set_cookie(self, app, response, sid, expires):
        super(ForgetsTheExpiry, self).set_cookie(app, response, sid, None)


class ForgetsPermanence(Broken):
    breaks = "test_permanent_stays_permanent"

    def store(self, sid, data, expires):
        data.pop("_permanent", None)
        super(ForgetsPermanence, self).store(sid, data, expires)


class OncePermanentAlwaysPermanent(Broken):
    breaks = "test_permanent_no_more"

    def get_expiration_time(self, app, session):
        expires = super(OncePermanentAlwaysPermanent, self).get_expiration_time(app, session)
        self.ends = expires or getattr(self, "ends", None)
        return self.ends


class NaiveTime(Broken):
    breaks = "test_expiration_time"

    def get_expiration_time(self, app, session):
        expires = super(NaiveTime, self).get_expiration_time(app, session)
        return expires and expires.replace(tzinfo=None)


class NeverRefreshes(Broken):
    breaks = "test_permanent_session_is_refreshed"

    def should_set_cookie(self, app, session):
        return session.modified


class AlwaysRefreshes(Broken):
    breaks = "test_refresh_can_be_switched_off"

    def should_set_cookie(self, app, session):
        return session.modified or session.permanent


class LooksAtNoClock(Broken):
    breaks = "test_permanent_session_ends"

    def store(self, sid, data, expires):
        super(LooksAtNoClock, self).store(sid, data, datetime.now(UTC) + timedelta(days=99))


class EndsAfterHalfAnHour(Broken):
    breaks = "test_permanent_session_lasts"

    def store(self, sid, data, expires):
        soon = datetime.now(UTC) + timedelta(minutes=30)
        super(EndsAfterHalfAnHour, self).store(sid, data, min(expires, soon))


# Cookies


class GreetsEverybody(Broken):
    breaks = "test_untouched_session_of_a_stranger"

    def save_session(self, app, session, response):
        super(GreetsEverybody, self).save_session(app, session, response)
        if not session.accessed:
            self.set_cookie(app, response, session.sid, None)


class GreetsReaders(Broken):
    breaks = "test_empty_session_is_read"

    def save_session(self, app, session, response):
        super(GreetsReaders, self).save_session(app, session, response)
        if session.accessed and not session.modified and not session:
            self.set_cookie(app, response, session.sid, None)


class GreetsTheKnown(Broken):
    breaks = "test_untouched_session"

    def save_session(self, app, session, response):
        super(GreetsTheKnown, self).save_session(app, session, response)
        if session and not session.accessed:
            self.set_cookie(app, response, session.sid, None)


class AnswersReaders(Broken):
    breaks = "test_session_is_read"

    def save_session(self, app, session, response):
        super(AnswersReaders, self).save_session(app, session, response)
        if session and session.accessed and not session.modified:
            self.set_cookie(app, response, session.sid, None)


class NamesItsCookie(Broken):
    breaks = "test_name"

    def get_cookie_name(self, app):
        return "sid"


class FixedAttribute(Broken):
    """Sends one attribute as it likes it, and deletes the cookie so as well."""

    attribute = value = None

    def cookie_attributes(self, app):
        attributes = super(FixedAttribute, self).cookie_attributes(app)
        attributes[self.attribute] = self.value
        return attributes


class OnOnePage(Broken):
    breaks = "test_path"

    def cookie_attributes(self, app):
        attributes = super(OnOnePage, self).cookie_attributes(app)
        if attributes["path"] == "/":
            attributes["path"] = "/here"
        return attributes


class OnEveryPath(FixedAttribute):
    breaks = "test_configured_path"
    attribute, value = "path", "/"


class OnThisHost(FixedAttribute):
    breaks = "test_configured_domain"
    attribute, value = "domain", None


class ForScripts(FixedAttribute):
    breaks = "test_httponly"
    attribute, value = "httponly", False


class NeverForScripts(FixedAttribute):
    breaks = "test_httponly_can_be_switched_off"
    attribute, value = "httponly", True


class NeverSecure(FixedAttribute):
    breaks = "test_secure"
    attribute, value = "secure", False


class AlwaysSecure(FixedAttribute):
    breaks = "test_insecure"
    attribute, value = "secure", True


class OnEverySite(FixedAttribute):
    breaks = "test_samesite"
    attribute, value = "samesite", None


class InOneJar(FixedAttribute):
    breaks = "test_partitioned"
    attribute, value = "partitioned", False


class NeverDeletes(Broken):
    breaks = "test_emptied_session"

    def delete_cookie(self, app, response):
        response.vary.add("Cookie")


class DeletesAnotherCookie(Broken):
    breaks = "test_deletion_finds_the_cookie"

    def delete_cookie(self, app, response):
        response.delete_cookie(self.get_cookie_name(app))
        response.vary.add("Cookie")


class DeletesWithoutAttributes(Broken):
    breaks = "test_deletion_has_the_attributes"

    def delete_cookie(self, app, response):
        response.delete_cookie(
            self.get_cookie_name(app),
            path=self.get_cookie_path(app),
            domain=self.get_cookie_domain(app),
        )
        response.vary.add("Cookie")


class DeletesWhatIsNotThere(Broken):
    breaks = "test_emptied_before_it_was_kept"

    def delete(self, sid):
        del self.records[sid]


class ForgetsNothing(Broken):
    breaks = "test_server_forgets"

    def delete(self, sid):
        pass


class SendsTheData(Broken):
    breaks = "test_data_stays_on_the_server"

    def set_cookie(self, app, response, sid, expires):
        data = base64.b64encode(json.dumps(self.records[sid][0], default=str).encode("ascii"))
        if len(data) > 1000:
            sid += "." + data.decode("ascii").replace("=", "")
        super(SendsTheData, self).set_cookie(app, response, sid, expires)


class Counts(Broken):
    breaks = "test_ids_are_random"

    def make_id(self):
        self.last = getattr(self, "last", 0) + 1
        return "%032d" % self.last


# Vary


class VariesAlways(Broken):
    breaks = "test_untouched_session_does_not_vary"

    def save_session(self, app, session, response):
        super(VariesAlways, self).save_session(app, session, response)
        response.vary.add("Cookie")


class OldInterface(Broken):
    """Says Vary only in what it is asked to do beyond saving."""

    def save_session(self, app, session, response):
        super(OldInterface, self).save_session(app, session, response)
        if self.should_be_silent(session, response.headers.getlist("Set-Cookie")):
            response.headers.pop("Vary", None)

    def should_be_silent(self, session, cookies):
        raise NotImplementedError


class LooksAreFree(OldInterface):
    breaks = "test_looks_vary"

    def should_be_silent(self, session, cookies):
        return bool(session) and not cookies


class EmptyLooksAreFree(OldInterface):
    breaks = "test_looks_at_an_empty_session_vary"

    def should_be_silent(self, session, cookies):
        return not session and not cookies


class WritesAreFree(OldInterface):
    breaks = "test_writing_varies"

    def should_be_silent(self, session, cookies):
        return bool(session) and session.modified


class DeletionsAreFree(OldInterface):
    breaks = "test_deleting_varies"

    def should_be_silent(self, session, cookies):
        return not session and bool(cookies)


class RefreshesAreFree(OldInterface):
    breaks = "test_refreshing_varies"

    def should_be_silent(self, session, cookies):
        return not session.accessed and bool(cookies)


class OverwritesVary(Broken):
    breaks = "test_other_reasons_stay"

    def save_session(self, app, session, response):
        super(OverwritesVary, self).save_session(app, session, response)
        if "Cookie" in response.vary:
            response.headers["Vary"] = "Cookie"


# Requests


class LoadsAtTheFirstLook(Broken):
    breaks = "test_before_request"

    class session_class(MemorySession):
        def get(self, key, default=None):
            if self.new and key == "name":
                self.clear()
            return super(LoadsAtTheFirstLook.session_class, self).get(key, default)


class SavesWhenTheViewIsDone(Broken):
    breaks = "test_after_request"

    class session_class(MemorySession):
        done = False

        def __setitem__(self, key, value):
            if not self.done:
                super(SavesWhenTheViewIsDone.session_class, self).__setitem__(key, value)

    def set_up(self, app):
        make_response = app.make_response

        def finish(value):
            get_session().done = True
            return make_response(value)

        app.make_response = finish


class SavesOnly(Broken):
    """Saves for some responses, by their status."""

    def save_session(self, app, session, response):
        if self.should_save(response.status_code):
            super(SavesOnly, self).save_session(app, session, response)


class SavesNoRedirects(SavesOnly):
    breaks = "test_redirect"

    def should_save(self, status):
        return status != 302


class SavesNoFailures(SavesOnly):
    breaks = "test_abort"

    def should_save(self, status):
        return status != 403


class SavesNothingThatIsMissing(SavesOnly):
    breaks = "test_error_handler"

    def should_save(self, status):
        return status != 404


if keeps_what_a_crash_wrote():

    class SavesNoCrashes(SavesOnly):
        breaks = "test_crash"

        def should_save(self, status):
            return status != 500

else:

    class SavesAtOnce(Broken):
        breaks = "test_crash"

        class session_class(MemorySession):
            def __setitem__(self, key, value):
                super(SavesAtOnce.session_class, self).__setitem__(key, value)
                self.save()

        def open_session(self, app, request):
            opened = super(SavesAtOnce, self).open_session(app, request)
            ends = datetime.now(UTC) + self.lifetime
            opened.save = lambda: self.store(opened.sid, dict(opened), ends)
            return opened


class ClearsWhenSaved(Broken):
    breaks = "test_streaming"

    def save_session(self, app, session, response):
        super(ClearsWhenSaved, self).save_session(app, session, response)
        session.clear()


class SavesForViews(Broken):
    breaks = "test_session_transaction"

    def save_session(self, app, session, response):
        if "sessioncompat.testing.view" in flask.request.environ:
            super(SavesForViews, self).save_session(app, session, response)


class SavesWhatItOpened(Broken):
    breaks = "test_session_is_replaced"

    def open_session(self, app, request):
        opened = super(SavesWhatItOpened, self).open_session(app, request)
        request.environ.setdefault("opened", opened)
        return opened

    def save_session(self, app, session, response):
        opened = flask.request.environ.get("opened", session)
        super(SavesWhatItOpened, self).save_session(app, opened, response)


class SharesWithItsForks(Broken):
    breaks = "test_session_is_forked"

    class List(list):
        def __deepcopy__(self, memo):
            return self

    def load(self, sid):
        data = super(SharesWithItsForks, self).load(sid) or {}
        shared = {key: self.List(data[key]) for key in data if isinstance(data[key], list)}
        return dict(data, **shared) or None


class WrapsAgain(Broken):
    breaks = "test_set_up_twice"

    def set_up(self, app):
        wrapped = app.wsgi_app

        def wsgi_app(environ, start_response):
            def start(status, headers, exc_info=None):
                cookies = [pair for pair in headers if pair[0].lower() == "set-cookie"]
                repeat = cookies if "layers" in environ else []
                return start_response(status, list(headers) + repeat, exc_info)

            environ["layers" if "layer" in environ else "layer"] = True
            return wrapped(environ, start)

        app.wsgi_app = wsgi_app


class RemembersTheFirstName(Broken):
    breaks = "test_several_applications"

    def get_cookie_name(self, app):
        if not hasattr(self, "name"):
            self.name = super(RemembersTheFirstName, self).get_cookie_name(app)
        return self.name


# Strangers


class SharesOneSession(Broken):
    breaks = "test_two_browsers"

    def load(self, sid):
        newest = sorted(self.records, key=lambda sid: self.records[sid][1])[-1:]
        return super(SharesOneSession, self).load(newest[0] if newest else sid)


class RemembersTheRequest(Broken):
    breaks = "test_two_requests_at_once"

    def open_session(self, app, request):
        self.running = super(RemembersTheRequest, self).open_session(app, request)
        return self.running

    def save_session(self, app, session, response):
        super(RemembersTheRequest, self).save_session(app, self.running, response)


class OneStoreForAll(Broken):
    breaks = "test_two_applications"
    all_records = {}

    def __init__(self):
        MemorySessionInterface.__init__(self)
        self.records = self.all_records


class ReadsTheBeginning(Broken):
    breaks = "test_tampered_cookie"

    def load(self, sid):
        known = [one for one in self.records if sid and len(sid) == 32 and one[-2:] == sid[-2:]]
        return super(ReadsTheBeginning, self).load(known[0] if known else sid)


class Guesses(Broken):
    breaks = "test_truncated_cookie"

    def load(self, sid):
        known = [one for one in self.records if sid and one.startswith(sid)]
        return super(Guesses, self).load(known[0] if known else sid)


class OpensPaths(Broken):
    breaks = "test_nonsense_in_the_cookie"

    def load(self, sid):
        if sid and "/" in sid:
            return {"root": "x:0:0:root:/root"}
        return super(OpensPaths, self).load(sid)


class GivesUpOnNonsense(Broken):
    breaks = "test_session_after_nonsense"

    def open_session(self, app, request):
        sid = request.cookies.get(self.get_cookie_name(app))
        if sid and len(sid) == 8:
            return None
        return super(GivesUpOnNonsense, self).open_session(app, request)


class TakesAnyId(Broken):
    breaks = "test_unknown_id"

    def open_session(self, app, request):
        opened = super(TakesAnyId, self).open_session(app, request)
        sid = request.cookies.get(self.get_cookie_name(app))
        if opened.new and sid and len(sid) == 32:
            opened.sid = sid
        return opened


class NothingInsteadOfANullSession(Broken):
    breaks = "test_null_session_reads"

    def make_null_session(self, app):
        return self.null_session_class({"name": "nobody"})


class WritableNullSession(Broken):
    breaks = "test_null_session_does_not_write"

    def make_null_session(self, app):
        return MemorySession("null")


class SavesNullSessions(Broken):
    breaks = "test_null_session_is_not_saved"

    def is_null_session(self, obj):
        return False

    def save_session(self, app, session, response):
        if hasattr(session, "sid"):
            super(SavesNullSessions, self).save_session(app, session, response)


class NeedsNoKey(Broken):
    breaks = "test_no_secret_key"
    declares = {"needs_secret_key": True}


class Misspells(Broken):
    breaks = "test_every_declaration_is_known"
    declares = {"sends_varry": False}
