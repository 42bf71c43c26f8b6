from .installing import install, uninstall
from .uses import Report, SessionCompatWarning, report

__all__ = ["Report", "SessionCompatWarning", "install", "report", "uninstall"]
