"""
Install the bridge that the environment asks for, when this is imported.

``import sessioncompat.bridge.auto`` as the first line of the module that a
server imports, and then ``SESSIONCOMPAT_BRIDGE=flask_session,myapp.legacy``
with ``SESSIONCOMPAT_BRIDGE_EXTRAS=werkzeug,markup``. Without the variable
nothing happens.
"""

import os

from .installing import install, is_installed

MODULES = "SESSIONCOMPAT_BRIDGE"
EXTRAS = "SESSIONCOMPAT_BRIDGE_EXTRAS"


def listed(text):
    """Return the names in a list with commas, or ``"*"``."""
    if text.strip() == "*":
        return "*"
    return [name.strip() for name in text.split(",") if name.strip()]


def install_from(environ):
    """Install what the environment asks for, and say whether it asks."""
    names = listed(environ.get(MODULES, ""))
    extras = listed(environ.get(EXTRAS, ""))
    if names and not is_installed(names, extras):
        install(names, extras)
    return bool(names)


install_from(os.environ)
