from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSession, SessionMixin
from flask.sessions import SecureCookieSessionInterface as _FlasksOwn

__all__ = ["SecureCookieSessionInterface"]

class SecureCookieSessionInterface(_FlasksOwn):
    # Whichever function of hashlib it is, whose signatures differ from Python to Python.
    digest_method: Any
    previous_digest_methods: tuple[Callable[..., Any], ...]
    read_legacy_pickles: bool
    legacy_until: date | None
    previous_domains: tuple[str, ...]
    read_python_2_strings: bool
    def __init__(
        self,
        digest_method: Callable[..., Any] | None = None,
        previous_digest_methods: Iterable[Callable[..., Any]] = (),
        read_legacy_pickles: bool = False,
        legacy_until: date | None = None,
        previous_domains: Iterable[str] = (),
        read_python_2_strings: bool = False,
    ) -> None: ...
    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None: ...
    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None: ...

def unquote(value: str) -> str: ...
