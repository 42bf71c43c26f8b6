from collections.abc import Callable, Iterable, Sequence
from typing import Any

from itsdangerous import BadSignature

__all__ = ["CookieRefused", "Key", "Signer", "secrets_of"]

LONGEST: int

class CookieRefused(BadSignature): ...

def secrets_of(
    secret_key: str | bytes, fallbacks: Iterable[str | bytes] | None
) -> tuple[str | bytes, ...]: ...

class Key:
    number: int
    former: bool
    def __init__(
        self,
        secret: str | bytes,
        salt: str | bytes,
        derivation: str,
        digest: Callable[..., Any],
        number: int = 0,
        former: bool = False,
    ) -> None: ...
    def sign(self, value: bytes) -> bytes: ...

class Signer:
    keys: Sequence[Key]
    def __init__(self, keys: Sequence[Key]) -> None: ...
    def sign(self, payload: bytes, signed_at: float) -> str: ...
    def verify(self, value: str) -> tuple[bytes, Key]: ...

def read_payload(value: bytes) -> tuple[bytes, int]: ...
def encode(data: bytes) -> bytes: ...
def decode(text: bytes) -> bytes: ...
