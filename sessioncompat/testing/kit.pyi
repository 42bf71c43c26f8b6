from contextlib import AbstractContextManager
from typing import Any

from flask import Flask
from flask.sessions import SessionInterface

from .browser import Browser

class Kit:
    server_side: bool
    detects_nested_changes: bool
    knows_new: bool
    knows_modified: bool
    has_permanent: bool
    keeps_tuples: bool
    keeps_bytes: bool
    keeps_datetimes: bool
    keeps_uuids: bool
    keeps_markup: bool
    sends_only_when_needed: bool
    sends_expires: bool
    sends_samesite: bool
    sends_partitioned: bool
    follows_cookie_name: bool
    follows_cookie_config: bool
    refreshes_permanent: bool
    ends_sessions: bool
    deletes_emptied: bool
    deletes_with_attributes: bool
    sends_vary: bool
    sends_vary_when_empty: bool
    sends_vary_on_refresh: bool
    refuses_unknown_ids: bool
    opens_without_wsgi: bool
    needs_secret_key: bool
    serves_several_apps: bool
    def make_interface(self) -> SessionInterface: ...
    def use_interface(self, app: Flask) -> None: ...
    def later(self, seconds: float) -> AbstractContextManager[None]: ...
    def make_app(self, **config: Any) -> Flask: ...
    def make_browser(self, **config: Any) -> Browser: ...
    def broken(self, seen: object, change: str) -> str: ...
    def test_every_declaration_is_known(self) -> None: ...
