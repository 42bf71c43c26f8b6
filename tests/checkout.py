"""
The files of this project, whether or not it lies in a repository of git.
"""

import pathlib
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).parent.parent


def files():
    """Return the paths of the files that git does not ignore."""
    # A repository of its own, for one that was copied here is not always ours to git.
    with tempfile.TemporaryDirectory() as folder:
        git = ["git", "--git-dir", folder, "--work-tree", "."]
        subprocess.run([*git, "init", "-q"], cwd=ROOT, check=True)
        listed = [*git, "ls-files", "--others", "--exclude-standard", "-z"]
        found = subprocess.check_output(listed, cwd=ROOT, text=True).split("\0")
    return sorted(filter(None, found))
