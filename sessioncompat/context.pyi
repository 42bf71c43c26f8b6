from typing import Any

from .sessions import SessionMixin

__all__ = [
    "ForkedSession",
    "fork_session",
    "get_app_context",
    "get_context",
    "get_session",
    "set_session",
]

class ForkedSession(dict[str, Any], SessionMixin): ...

# A RequestContext, or since Flask 3.2 an AppContext, with whatever others have put on it.
def get_context() -> Any: ...
def get_app_context() -> Any: ...
def get_session() -> SessionMixin: ...
def set_session(session: SessionMixin) -> None: ...
def fork_session() -> ForkedSession: ...
