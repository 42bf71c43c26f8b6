"""
The bridge that the environment asks for.
"""

from .installing import install, is_installed

MODULES = "SESSIONCOMPAT_BRIDGE"
EXTRAS = "SESSIONCOMPAT_BRIDGE_EXTRAS"


def listed(text):
    """Return the names in a list with commas, or ``"*"``."""
    if text.strip() == "*":
        return "*"
    return [name.strip() for name in text.split(",") if name.strip()]


def install_from(environ):
    """Install what the environment asks for, unless it asks for nothing or has it already."""
    names, extras = listed(environ.get(MODULES, "")), listed(environ.get(EXTRAS, ""))
    if names and not is_installed(names, extras):
        install(names, extras)
