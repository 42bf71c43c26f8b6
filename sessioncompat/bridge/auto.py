"""
Install the bridge that the environment asks for, when this is imported.

``import sessioncompat.bridge.auto`` as the first line of the module that a
server imports, and then ``SESSIONCOMPAT_BRIDGE=flask_session,myapp.legacy``
with ``SESSIONCOMPAT_BRIDGE_EXTRAS=werkzeug,markup``. Without the variable
nothing happens.
"""

import os

from .environment import install_from

install_from(os.environ)
