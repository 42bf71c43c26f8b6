"""
The session contract, kept by interfaces of different kinds on this Flask.
"""

from sessioncompat.testing import MemorySessionInterface, SessionContract


class TestInMemory(SessionContract):
    knows_new = True

    def make_interface(self):
        return MemorySessionInterface()
