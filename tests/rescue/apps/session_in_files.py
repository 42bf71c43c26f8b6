"""Flask-Session and its kin, which keep sessions in files with a cache that was Werkzeug's."""

import importlib
import os
import tempfile

from release import settings
from shop import go_shopping, open_shop
from visitors import make_app

extension = importlib.import_module(settings.package)


def visit():
    with tempfile.TemporaryDirectory() as directory:
        app = make_app(__name__, SESSION_TYPE="filesystem", SESSION_FILE_DIR=directory)
        extension.Session(app)
        go_shopping(open_shop(app), lambda: len(os.listdir(directory)))
