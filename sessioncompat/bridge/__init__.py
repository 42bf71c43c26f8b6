"""
Unmodified old session code on today's Flask, for as long as it takes to clean up.

:func:`install` brings back, for the modules it is told and for no others, what
Flask has removed; :func:`report` says what of it was used, and where; and when
nothing is, the bridge can go.
"""

from .installing import install, is_of_use, uninstall
from .uses import Report, SessionCompatWarning, report

__all__ = ["Report", "SessionCompatWarning", "install", "is_of_use", "report", "uninstall"]
