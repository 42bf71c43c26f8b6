"""
A small session extension, typed throughout: every type checker accepts it, and it works.
"""

from __future__ import annotations

import secrets
from copy import deepcopy
from datetime import datetime
from typing import Any, Callable, Mapping

from flask import Flask, Request, Response, session

from sessioncompat import (
    UTC,
    SecureCookieSession,
    SessionInterface,
    SessionMixin,
    adopt_hooks,
    fork_session,
    get_session,
    has,
    init_extension,
    session_interface_from_hooks,
    set_session,
)
from sessioncompat.history import BY_PATH, Fact
from sessioncompat.memory import MemorySession, MemorySessionInterface
from sessioncompat.testing import Browser, SessionContract


class DictSession(SecureCookieSession):
    """A dict that notices changes, with the id that its cookie carries."""

    def __init__(self, sid: str, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(initial)
        self.sid = sid


class DictSessions(SessionInterface):
    def __init__(self) -> None:
        self.stored: dict[str, dict[str, Any]] = {}

    def open_session(self, app: Flask, request: Request) -> DictSession:
        sid = request.cookies.get(self.get_cookie_name(app))
        if sid is None or sid not in self.stored:
            return DictSession(secrets.token_urlsafe())
        return DictSession(sid, deepcopy(self.stored[sid]))

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if session.accessed:
            response.vary.add("Cookie")
        if not isinstance(session, DictSession):
            return
        if session:
            if self.should_set_cookie(app, session):
                self.stored[session.sid] = deepcopy(dict(session))
                self.set_cookie(app, response, session.sid, self.get_expiration_time(app, session))
        elif session.modified:
            self.stored.pop(session.sid, None)
            self.set_cookie(app, response, "", datetime.fromtimestamp(0, UTC))

    def set_cookie(self, app: Flask, response: Response, sid: str, ends: datetime | None) -> None:
        response.vary.add("Cookie")
        response.set_cookie(
            self.get_cookie_name(app),
            sid,
            expires=ends,
            domain=self.get_cookie_domain(app),
            path=self.get_cookie_path(app),
            secure=self.get_cookie_secure(app),
            httponly=self.get_cookie_httponly(app),
            samesite=self.get_cookie_samesite(app),
            partitioned=self.get_cookie_partitioned(app),
        )


class DictSessionsExtension:
    """The whole of an extension: `DictSessionsExtension(app)`, or `init_app` later."""

    interface: DictSessions

    def __init__(self, app: Flask | None = None) -> None:
        if app is not None:
            self.init_app(app)

    def init_app(self, app: Flask) -> None:
        self.interface = init_extension(app, DictSessions())


class TwoMethods:
    """Enough of an interface for init_extension, though it derives from nothing of Flask's."""

    def open_session(self, app: Flask, request: Request) -> MemorySession:
        return MemorySession(request.cookies.get("sid", "new"), {"who": "two methods"})

    def save_session(self, app: Flask, session: MemorySession, response: Response) -> None:
        response.headers["X-Session"] = session.sid


def start_over(name: str) -> str:
    """Give the rest of the request a new session with a copy of one value."""
    fresh = DictSession(secrets.token_urlsafe(), {name: fork_session().get(name)})
    fresh.modified = True
    set_session(fresh)
    value: str = get_session()[name]
    return value


def in_memory(app: Flask) -> MemorySessionInterface:
    return init_extension(app, MemorySessionInterface())


def with_two_methods(app: Flask) -> SessionInterface:
    return init_extension(app, TwoMethods())


def with_hooks(
    open_session: Callable[[Request], DictSession],
    save_session: Callable[[DictSession, Response], None],
) -> SessionInterface:
    return session_interface_from_hooks(open_session, save_session)


def adopted(app: Flask) -> SessionInterface:
    return adopt_hooks(app)


def when_it_came(path: str) -> str | None:
    row: Fact = BY_PATH[path]
    return row.added if has(path) else None


def make_app() -> Flask:
    app = Flask("example_extension")
    DictSessionsExtension(app)

    @app.route("/write")
    def write() -> str:
        session["name"] = "Ada"
        return "written"

    @app.route("/start-over")
    def renew() -> str:
        return start_over("name")

    @app.route("/read")
    def read() -> str:
        return str(session.get("name"))

    return app


class TestDictSessions(SessionContract):
    # The cookie ends with a lifetime, and the dict keeps what nobody deletes.
    ends_sessions = False

    def make_interface(self) -> DictSessions:
        return DictSessions()

    def test_the_kit_is_typed(self) -> None:
        browser: Browser = self.make_browser(SECRET_KEY="typed")

        assert browser.visit(lambda: None).status == 200
