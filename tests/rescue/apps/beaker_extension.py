"""Extensions that make Beaker's sessions Flask's."""

import importlib
import tempfile

from release import settings
from shop import go_shopping, open_shop
from visitors import make_app

extension = importlib.import_module(settings.package)


def visit():
    with tempfile.TemporaryDirectory() as directory:
        # Each of them has its own name for this.
        beaker = {"session.type": "file", "session.data_dir": directory}
        app = make_app(__name__, BEAKER_SESSION_DATA_DIR=directory, BEAKER_SESSION=beaker)
        getattr(extension, settings.setup)(open_shop(app))
        # The test client opens its sessions without the middleware.
        go_shopping(app, cookie="beaker.session.id", transaction=False, permanent=False)
