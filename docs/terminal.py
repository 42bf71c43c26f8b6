"""
Commands in the docs, and what they really print.

A page makes a :class:`Terminal` in its first cog block and runs one line after
the other. Each line does what it would do for a reader who types it: it runs in
a copy of this repository, and finds what the line before it has left there.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
#: What ``pip install .`` needs, and the files that the tutorials are about.
_COPIED = [
    "pyproject.toml", "README.md", "LICENSE", "sessioncompat", "docs/samples",
    "docs/sessioncompat.1", "docs/completions", "examples/legacy_extension",
]


class Terminal:
    """
    A reader's terminal.

    :param folder: where the reader is, in ``docs/samples``.
    """

    def __init__(self, folder):
        self._copy = tempfile.TemporaryDirectory()
        root = Path(self._copy.name)
        for name in _COPIED:
            path = ROOT / name
            if path.is_dir():
                shutil.copytree(path, root / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(path, root / name)
        self.folder = root / "docs" / "samples" / folder
        bin_folder = os.path.dirname(sys.executable)
        self.environ = {
            "PATH": os.pathsep.join([bin_folder, os.environ["PATH"]]),
            "HOME": os.environ.get("HOME", ""),
            **{key: value for key, value in os.environ.items() if key.startswith(("PIP_", "SSL_"))},
            # What pip warns of depends on the machine.
            "PIP_QUIET": "2",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "COLUMNS": "80",
        }

    def run(self, *lines, status=0):
        """
        Write what the lines print, as a reader would see it.

        :param status: the exit status that the last one is to have.
        """
        parts = []
        for line in lines:
            expected = status if line is lines[-1] else 0
            parts.append("$ %s\n%s" % (line, self._output(line, expected)))
        _outl("```console\n%s\n```" % "\n".join(part.rstrip() for part in parts))

    def quietly(self, line):
        """Do what the text says in words."""
        self._output(line, 0)

    def show(self, path, language="python"):
        """Write what is in a file."""
        _outl("```%s\n%s```" % (language, (self.folder / path).read_text()))

    def write(self, path, text, language):
        """Put a file where the next lines find it, and show what is in it."""
        (self.folder / path).write_text(text)
        self.show(path, language)

    def _output(self, line, status):
        done = subprocess.run(
            line, shell=True, executable="/bin/bash", cwd=self.folder, env=self.environ,
            text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        if done.returncode != status:
            raise RuntimeError(
                "`%s` ended with %d and not %d. It printed:\n%s"
                % (line, done.returncode, status, done.stdout)
            )
        return _always_the_same(done.stdout).rstrip()


def _outl(text):
    # Another module for each file that cog reads.
    import cog

    cog.outl(text)


def _always_the_same(text):
    text = re.sub(r" in \d+\.\d+s", "", text)
    text = text.replace(sys.prefix, ".venv").replace(os.path.realpath(sys.prefix), ".venv")
    text = re.sub(r"lib/python3\.\d+", "lib/python3", text)
    return re.sub(r"[0-9a-f]{32}", "0123456789abcdef", text)
