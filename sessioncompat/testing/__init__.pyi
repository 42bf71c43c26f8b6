from ..memory import MemorySession as MemorySession
from ..memory import MemorySessionInterface as MemorySessionInterface
from .browser import Answer as Answer
from .browser import Browser as Browser
from .contract import SessionContract as SessionContract
from .kit import Kit as Kit

__all__ = [
    "Answer",
    "Browser",
    "Kit",
    "MemorySession",
    "MemorySessionInterface",
    "SessionContract",
]
