"""
Visit the app of one release in this process, and print what became of it as JSON.

`run.py` starts this, on Python 2 or 3, with the Flask and the release in front of the path.
"""

from __future__ import print_function

import importlib
import json
import os
import sys
import traceback
import types
import warnings

APPS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "apps")


def main(job):
    sys.path[:0] = [APPS] + job["path"]
    release = types.ModuleType("release")
    vars(release).update(job["settings"])
    sys.modules["release"] = release
    # What an app prints is for people; the last line is for run.py.
    stdout, sys.stdout = sys.stdout, sys.stderr
    error = ""
    try:
        importlib.import_module(job["app"]).visit()
    # Whatever it is, the table has it.
    except BaseException as reason:
        traceback.print_exc()
        error = "%s: %s" % (type(reason).__name__, reason)
    print(json.dumps({"error": error}), file=stdout)


if __name__ == "__main__":
    # Old code warns with every line.
    warnings.simplefilter("ignore")
    main(json.loads(sys.argv[1]))
