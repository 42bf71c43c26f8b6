from flask import Flask
from flask.sessions import SessionInterface

__all__ = ["harden"]

def harden(app: Flask) -> SessionInterface: ...
def is_hardened(interface: object) -> bool: ...
