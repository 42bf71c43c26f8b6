"""
Show an old extension fail on the installed Flask, be fixed by the lint, and run.

The extension is in ``examples/legacy_extension``. What is shown are the
commands that anybody would type, run on a copy of it.
"""

from __future__ import print_function

import importlib
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
# In the wheel, and in a checkout.
_EXAMPLES = [
    os.path.join(HERE, "Flask-Locker.example"),
    os.path.join(os.path.dirname(HERE), "examples", "legacy_extension"),
]
_PATHS = ["/user", "/login", "/user", "/buy/1a2b", "/buy/1a2b", "/buy/a-guess"]


def run(show):
    """
    Print what the lint makes of the old extension.

    :param show: a function that serves an application, and prints what a
        browser sees that asks for some paths.
    """
    missing = what_is_missing()
    if missing:
        print("Not shown here: %s" % missing)
        return
    folder = tempfile.mkdtemp(prefix="sessioncompat-")
    copy = os.path.join(folder, "legacy_extension")
    try:
        shutil.copytree(example(), copy)
        print_what_happens(copy)
        type_("lint", "--output-format", "concise", folder=copy)
        type_("lint", "--diff", "--unsafe-fixes", folder=copy)
        type_("lint", "--fix", "--unsafe-fixes", folder=copy)
        print()
        show(load(copy).app, _PATHS)
    finally:
        shutil.rmtree(folder)


def what_is_missing():
    """Return what the lint needs and does not find here, or None."""
    if sys.version_info < (3, 10):
        return "the lint reads code of any Python, but runs on Python 3.10 and later."
    try:
        import packaging  # noqa: F401
        import tree_sitter_python  # noqa: F401
    except ImportError as error:
        return "the lint needs %s. Install it: pip install 'sessioncompat[lint]'" % error.name
    return None


def example():
    return next(path for path in _EXAMPLES if os.path.isdir(path))


def print_what_happens(folder):
    """Print what the application says on this Flask, as it is."""
    print("$ python -c 'import shop'")
    try:
        load(folder)
    except Exception as error:
        print("%s: %s" % (type(error).__name__, re.sub(r" \(.*\)$", "", str(error))))
    else:
        print("It runs on this Flask.")


def load(folder):
    """Import the application of the example, whatever was imported before."""
    for name in ("shop", "flask_locker"):
        sys.modules.pop(name, None)
    # Python would take the bytecode of a file that was changed within the second.
    writes, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    sys.path.insert(0, folder)
    try:
        return importlib.import_module("shop")
    finally:
        sys.path.remove(folder)
        sys.dont_write_bytecode = writes


def type_(*arguments, **options):
    """Print a command of ours and what it says."""
    environ = dict(os.environ, NO_COLOR="1")
    environ["PYTHONPATH"] = os.pathsep.join(
        [os.path.dirname(HERE), environ.get("PYTHONPATH", "")]
    ).rstrip(os.pathsep)
    command = [sys.executable, "-m", "sessioncompat"] + list(arguments) + ["."]
    process = subprocess.Popen(
        command, cwd=options["folder"], env=environ,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )
    print()
    print("$ sessioncompat %s ." % " ".join(arguments))
    print(process.communicate()[0].decode("utf-8").strip())
