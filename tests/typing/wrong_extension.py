"""
Every line with a `# wrong` must be reported by every type checker, and no other line may be.

Nothing runs this.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, Request, Response

import sessioncompat
from sessioncompat import SessionInterface, SessionMixin, history
from sessioncompat.memory import MemorySession
from sessioncompat.testing import SessionContract


class Sessions(SessionInterface):
    def open_session(self, app: Flask) -> None:  # wrong: takes no request
        return None

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        self.get_cookie_nam(app)  # wrong: no such method
        name: int = self.get_cookie_name(app)  # wrong: a name is text
        print(session.acessed, name)  # wrong: no such attribute


class OnlyOpens:
    def open_session(self, app: Flask, request: Request) -> MemorySession:
        return MemorySession("id")


class Contract(SessionContract):
    detects_nested_changes = "no"  # wrong: yes or no

    def make_interface(self) -> str:  # wrong: makes no interface
        return "memory"


def save(session: SessionMixin) -> None: ...


def opened(request: Request) -> MemorySession:
    return MemorySession(7)  # wrong: an id is text


def everything(app: Flask, anything: Any) -> None:
    sessioncompat.init_extension(app, Sessions)  # wrong: a class
    sessioncompat.init_extension(app, OnlyOpens())  # wrong: cannot save
    sessioncompat.init_extension(Sessions(), app)  # wrong: the other way round
    sessioncompat.session_interface_from_hooks(opened, save)  # wrong: save takes no response
    sessioncompat.adopt_hooks(Sessions())  # wrong: no application
    sessioncompat.set_session("session")  # wrong: no session
    sessioncompat.set_session(sessioncompat.fork_session)  # wrong: not called
    number: int = sessioncompat.get_session()  # wrong: a session
    sessioncompat.has(8)  # wrong: a path is text
    sessioncompat.forget_session()  # wrong: no such function
    history.fact("function", anything, "1.0")  # wrong: no such kind
    print(history.BY_PATH["flask.Flask"].since, number)  # wrong: no such attribute
