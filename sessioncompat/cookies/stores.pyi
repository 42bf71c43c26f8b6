from typing import Any

from flask import Flask
from flask.sessions import SessionInterface

__all__ = ["keep_stored_sessions", "read_cache_file", "read_stored_pickles"]

def keep_stored_sessions(app: Flask) -> SessionInterface: ...
def read_stored_pickles(serializer: Any) -> Any: ...
def read_cache_file(data: bytes) -> tuple[float, Any]: ...
