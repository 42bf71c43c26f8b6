"""
The session contract as tests, for whoever writes a session interface.

Subclass one class, say how to make the interface, and run pytest::

    from sessioncompat.testing import SessionContract

    class TestDictSessions(SessionContract):
        def make_interface(self):
            return DictSessionInterface()

The docstrings of the tests, read aloud, are the contract. What an interface
does not do it has to declare: see the attributes of :class:`Kit`.
"""

from ..memory import MemorySession, MemorySessionInterface
from .browser import Answer, Browser
from .contract import SessionContract
from .kit import Kit

__all__ = [
    "Answer",
    "Browser",
    "Kit",
    "MemorySession",
    "MemorySessionInterface",
    "SessionContract",
]
