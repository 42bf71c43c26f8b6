from collections.abc import Callable
from typing import Any, Protocol, TypeVar, overload

from flask import Flask, Request, Response

from .sessions import SessionInterface, SessionMixin

__all__ = ["adopt_hooks", "init_extension", "session_interface_from_hooks"]

_Interface = TypeVar("_Interface", bound=SessionInterface)

# What an interface has to have that does not derive from SessionInterface. The
# session is Any because it takes those that it opens, and no others.
class _OpensAndSaves(Protocol):
    def open_session(self, app: Flask, request: Request, /) -> SessionMixin | None: ...
    def save_session(self, app: Flask, session: Any, response: Response, /) -> object: ...

@overload
def init_extension(app: Flask, session_interface: _Interface) -> _Interface: ...
@overload
def init_extension(app: Flask, session_interface: _OpensAndSaves) -> SessionInterface: ...
def session_interface_from_hooks(
    open_session: Callable[[Request], SessionMixin | None],
    save_session: Callable[[Any, Response], object],
) -> SessionInterface: ...
def adopt_hooks(app: Flask) -> SessionInterface: ...
