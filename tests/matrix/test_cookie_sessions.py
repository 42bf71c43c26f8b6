"""
The hardened cookie sessions keep the whole session contract, on this Flask.
"""

from sessioncompat.cookies import SecureCookieSessionInterface
from sessioncompat.testing import SessionContract


class TestHardened(SessionContract):
    server_side = False
    needs_secret_key = True

    def make_interface(self):
        return SecureCookieSessionInterface()
