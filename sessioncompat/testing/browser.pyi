from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask

VIEW: str
ANSWER: str

class Browser:
    app: Flask
    cookies: dict[str, str]
    def __init__(self, app: Flask) -> None: ...
    def visit(self, view: Callable[[], Any] | None = None, path: str = "/") -> Answer: ...

class Answer:
    # What the view returned, which is whatever the test had it return.
    value: Any
    body: bytes
    status: int
    headers: list[tuple[str, str]]
    cookies: list[Cookie]
    def receive(
        self, body: Iterable[bytes], status: str, headers: Iterable[tuple[str, str]]
    ) -> None: ...
    @property
    def vary(self) -> list[str]: ...
    @property
    def varies(self) -> bool: ...

class Cookie:
    header: str
    name: str
    value: str
    attributes: dict[str, str]
    def __init__(self, header: str) -> None: ...
    @property
    def expires(self) -> int | None: ...
    @property
    def deleted(self) -> bool: ...

def run_view() -> Any: ...
