from collections.abc import Callable, Sequence
from typing import Any, Literal

from .signing import Signer

__all__ = ["Found", "is_pickled", "plain", "read_pickled", "read_signed", "with_text"]

_Format = Literal["today", "2011", "pickle"]

EPOCH_2011: int

class Found:
    format: _Format
    data: dict[str, Any]
    key: int
    outdated: bool
    signed_at: float | None
    expires: float | None
    def __init__(
        self,
        format: _Format,
        data: dict[str, Any],
        key: int,
        outdated: bool = False,
        signed_at: float | None = None,
        expires: float | None = None,
    ) -> None: ...

def is_pickled(value: str) -> bool: ...
def read_signed(
    value: str,
    signer: Signer,
    loads: Callable[[bytes], Any],
    now: float,
    lifetime: float | None,
) -> Found: ...
def read_pickled(value: str, secrets: Sequence[str | bytes], now: float | None) -> Found: ...
def plain(value: Any) -> Any: ...
def with_text(value: Any) -> Any: ...
