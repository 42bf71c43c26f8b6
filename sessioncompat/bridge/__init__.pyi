from .installing import install, is_of_use, uninstall
from .uses import Report, SessionCompatWarning, report

__all__ = ["Report", "SessionCompatWarning", "install", "is_of_use", "report", "uninstall"]
