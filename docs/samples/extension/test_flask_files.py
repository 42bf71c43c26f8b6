import tempfile

from flask_files import FileSessionInterface

from sessioncompat.testing import SessionContract


class TestFileSessions(SessionContract):
    # JSON has lists, numbers and text, and this extension adds nothing to it.
    keeps_tuples = keeps_bytes = keeps_datetimes = keeps_uuids = keeps_markup = False

    def make_interface(self):
        return FileSessionInterface(tempfile.mkdtemp())
