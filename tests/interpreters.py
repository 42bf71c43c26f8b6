"""
The Pythons of this machine, and uv, which makes environments of them.
"""

import functools
import pathlib
import shutil
import subprocess
import sys


@functools.lru_cache(maxsize=None)
def interpreter(version):
    """Return the Python of a version such as 2.7, of pyenv or of the system, or None."""
    # First pyenv, whose shims are found for versions that it does not run.
    if shutil.which("pyenv"):
        for name in _pyenv("versions", "--bare").split():
            if name.startswith(version + "."):
                return str(pathlib.Path(_pyenv("prefix", name).strip(), "bin", "python" + version))
    return shutil.which("python" + version)


def _pyenv(*arguments):
    return subprocess.run(["pyenv", *arguments], stdout=subprocess.PIPE, text=True).stdout


def uv():
    """Return uv, from beside this Python or from the path."""
    found = shutil.which("uv", path=pathlib.Path(sys.executable).parent) or shutil.which("uv")
    if found is None:
        sys.exit("There is no `uv`, which makes the environments. Install it: pip install uv")
    return found
