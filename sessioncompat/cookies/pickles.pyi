from collections.abc import Sequence
from typing import Any

__all__ = ["COOKIE", "RECORD", "Limits", "PickleRefused", "read_pickle"]

class PickleRefused(ValueError): ...

class Limits:
    size: int
    depth: int
    expanded: int
    protocol: int
    def __init__(self, size: int, depth: int, expanded: int, protocol: int) -> None: ...

COOKIE: Limits
RECORD: Limits

def read_pickles(several: Sequence[bytes], limits: Limits) -> list[Any]: ...
def read_pickle(data: bytes, limits: Limits = ...) -> Any: ...
def read_first_pickle(data: bytes, limits: Limits = ...) -> tuple[Any, bytes]: ...
