from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, TypedDict

from flask import Flask, Request, Response

from .sessions import CallbackDict, SessionInterface, SessionMixin

__all__ = ["MemorySession", "MemorySessionInterface"]

class _CookieAttributes(TypedDict):
    domain: str | None
    path: str
    secure: bool
    httponly: bool
    samesite: str | None
    partitioned: bool

# Werkzeug and the standard library differ about what update() takes.
class MemorySession(  # pyright: ignore[reportIncompatibleMethodOverride]
    CallbackDict[str, Any], SessionMixin
):
    modified: bool
    sid: str
    new: bool
    def __init__(
        self,
        sid: str,
        initial: Mapping[str, Any] | Iterable[tuple[str, Any]] | None = None,
        new: bool = False,
    ) -> None: ...

class MemorySessionInterface(SessionInterface):
    session_class: type[MemorySession]
    lifetime: timedelta
    # The data of each session, and when it ends in seconds since 1970.
    records: dict[str, tuple[dict[str, Any], int]]
    def __init__(self, lifetime: timedelta = ...) -> None: ...
    def open_session(self, app: Flask, request: Request) -> MemorySession: ...
    # Not SessionMixin: the session is one that open_session opened.
    def save_session(self, app: Flask, session: Any, response: Response) -> None: ...
    def make_id(self) -> str: ...
    def load(self, sid: str | None) -> dict[str, Any] | None: ...
    def store(self, sid: str, data: dict[str, Any], expires: datetime) -> None: ...
    def delete(self, sid: str) -> None: ...
    def set_cookie(
        self, app: Flask, response: Response, sid: str, expires: datetime | None
    ) -> None: ...
    def delete_cookie(self, app: Flask, response: Response) -> None: ...
    def cookie_attributes(self, app: Flask) -> _CookieAttributes: ...
