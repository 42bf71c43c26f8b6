from typing import Literal

_Kind = Literal["attribute", "behaviour", "config", "instance", "module", "parameter"]

def release(text: str) -> tuple[int, ...]: ...

class Fact:
    path: str
    kind: _Kind
    added: str
    deprecated: str | None
    removed: str | None
    gap: tuple[str, str] | None
    instead: str | None
    why: str | None
    def __init__(
        self,
        path: str,
        kind: _Kind,
        added: str,
        deprecated: str | None,
        removed: str | None,
        gap: tuple[str, str] | None,
        instead: str | None,
        why: str | None,
    ) -> None: ...
    @property
    def package(self) -> str: ...
    @property
    def spans(self) -> list[tuple[str, str | None]]: ...
    @property
    def changes(self) -> list[str]: ...
    def exists_in(self, version: str) -> bool: ...

FACTS: list[Fact]
BY_PATH: dict[str, Fact]

def fact(
    kind: _Kind,
    path: str,
    added: str,
    removed: str | None = None,
    deprecated: str | None = None,
    gap: tuple[str, str] | None = None,
    instead: str | None = None,
    why: str | None = None,
) -> None: ...
