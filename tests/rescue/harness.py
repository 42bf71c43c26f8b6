"""
Run the app of one release in this process, and print what became of it as JSON.

`run.py` starts this with the Python and the Flask of an environment. Nothing of sessioncompat is on
the path unless the job says that the release is bridged.
"""

import contextlib
import importlib
import json
import linecache
import os
import site
import sys
import traceback
import types
import warnings

HERE = os.path.dirname(os.path.abspath(__file__))
APPS = os.path.join(HERE, "apps")


class Wrong(Exception):
    """Nothing was raised, and yet the visitor got something else than the app promises."""


def main(job):
    # Whatever an app prints is for people; the last line of stdout is for run.py.
    with contextlib.redirect_stdout(sys.stderr):
        site.addsitedir(job["site"])
        sys.path.insert(0, APPS)
        make_release_module(job)
        bridge = install_bridge(job) if job["bridged"] else None
        result = outcome(job)
        if bridge is not None:
            result["used"] = used(bridge)
            bridge.uninstall()
    print(json.dumps(result))


def make_release_module(job):
    """What an app knows of the release that it is for: `from release import settings, Wrong`."""
    module = types.ModuleType("release")
    module.settings = types.SimpleNamespace(**job["settings"])
    module.Wrong = Wrong
    sys.modules["release"] = module


def install_bridge(job):
    sys.path.append(job["sessioncompat"])
    from sessioncompat import bridge

    bridge.install(for_modules=job["modules"], extras=job["extras"])
    return bridge


def used(bridge):
    """The codes of what the bridge has recorded, each once."""
    return sorted({use.code for use in bridge.report()})


def outcome(job):
    stage = "import error"
    try:
        app = importlib.import_module(job["app"])
        stage = "runtime error"
        app.visit()
    except Wrong as wrong:
        return {"result": "silently wrong", "error": str(wrong), "where": ""}
    # Whatever it is, the table has it. Old code exits, too.
    except BaseException as error:
        # An app may import a part of its release, or a driver, when it is first asked to.
        if isinstance(error, ImportError):
            stage = "import error"
        text = "{}: {}".format(type(error).__name__, error)
        return {"result": stage, "error": text, "where": failing_line(error, job["site"])}
    return {"result": "works", "error": "", "where": ""}


def failing_line(error, directory):
    """The last line in the release or in what it brought, else the last of all, and what it says."""
    if isinstance(error, SyntaxError) and error.filename:
        return "{}: {}".format(place(error.filename, error.lineno, directory), (error.text or "").strip())
    frames = traceback.extract_tb(error.__traceback__)
    of_release = [frame for frame in frames if frame.filename.startswith(directory)]
    of_app = [frame for frame in frames if frame.filename.startswith(HERE)]
    frame = (of_release or of_app or frames)[-1]
    line = linecache.getline(frame.filename, frame.lineno).strip()
    return "{}: {}".format(place(frame.filename, frame.lineno, directory), line)


def place(filename, number, directory):
    for start in (directory, APPS, HERE):
        if filename.startswith(start + os.sep):
            filename = os.path.relpath(filename, start)
            break
    return "{}:{}".format(filename.replace(os.sep, "/"), number)


if __name__ == "__main__":
    # Old code warns a lot, and on every line of it somebody has to scroll past.
    warnings.simplefilter("ignore")
    main(json.loads(sys.argv[1]))
