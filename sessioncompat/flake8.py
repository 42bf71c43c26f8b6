"""
The lint as a plugin of flake8, with the same codes.

flake8 loads it wherever sessioncompat is installed, also on Pythons that the
lint does not run on and where nobody asked for its extra. There it is silent.
"""

import os
import sys

from . import __version__


class Plugin(object):
    """What flake8 calls for each file."""

    name = "sessioncompat"
    version = __version__

    _rules = {}

    def __init__(self, tree, filename, lines):
        self._filename = filename
        self._lines = lines

    def run(self):
        """Yield the line, the column, the message and ourselves, for each finding."""
        if sys.version_info < (3, 10):
            return
        try:
            from .lint import embedded
        except ImportError:
            return
        path = os.path.abspath(self._filename)
        folder = os.path.dirname(path)
        if folder not in self._rules:
            self._rules[folder] = embedded.rules_in(folder)
        source = embedded.source_of(path, "".join(self._lines))
        for finding in self._rules[folder].findings(source):
            text = "%s %s" % (finding.code, finding.message)
            yield finding.row, finding.column - 1, text, type(self)
