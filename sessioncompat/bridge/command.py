"""
``python -m sessioncompat bridge --for pkg -- flask run``: run a command with the bridge.
"""

import argparse
import os
import runpy
import shutil
import sys

from . import environment
from .installing import checked, install
from .uses import report


def main(argv):
    """
    Install the bridge, and run a command in this process.

    The environment is set as well, for the processes that the command starts:
    the reloader's starts this very command again, and others can
    ``import sessioncompat.bridge.auto``.

    :return: the exit status: the command's, or 2 for a mistake in the options.
    """
    options, command = _parse(argv)
    names, extras = environment.listed(options.modules), environment.listed(options.extras)
    os.environ[environment.MODULES] = options.modules
    os.environ[environment.EXTRAS] = options.extras
    install(names, extras)
    try:
        status = run(command)
    finally:
        written = not options.report or _write_report(options.report)
    return status if written else 2


def _write_report(path):
    try:
        report().write(path)
    except (IOError, OSError) as error:
        _complain("%s can't be written: %s. Name another file." % (path, error.strerror))
        return False
    return True


def _complain(message):
    sys.stderr.write("sessioncompat bridge: %s\n" % message)


def _parse(argv):
    parser = argparse.ArgumentParser(
        prog="sessioncompat bridge",
        usage="%(prog)s --for PACKAGE[,PACKAGE] [--extras NAME[,NAME]] [--report FILE] -- COMMAND",
        description="Run a command whose old session code finds what Flask has removed.",
    )
    parser.add_argument(
        "--for", dest="modules", required=True, metavar="PACKAGE",
        help="the packages that need it, with commas between",
    )
    parser.add_argument("--extras", default="", metavar="NAME", help="what else comes back")
    parser.add_argument(
        "--report", metavar="FILE",
        help="write what was used, as its ending says: .txt, .json or .sarif",
    )
    parser.add_argument("command", nargs=argparse.REMAINDER, help="flask run, or a file of Python")
    options = parser.parse_args(argv)
    command = options.command[1:] if options.command[:1] == ["--"] else options.command
    if not command:
        parser.error("Say what to run, for example: sessioncompat bridge --for pkg -- flask run")
    try:
        checked(environment.listed(options.modules), environment.listed(options.extras))
    except (LookupError, RuntimeError, ValueError) as error:
        parser.error(str(error))
    return options, command


def run(command):
    """Run a console script, ``python -m module`` or a file, and return its exit status."""
    name = command[0]
    try:
        if os.path.basename(name) in ("python", "python3", "python2", os.path.basename(sys.executable)):
            return _run_python(command[1:])
        function = _console_script(name)
        if function is not None:
            sys.argv = [shutil.which(name) or name] + command[1:]
            return function()
        path = name if os.path.exists(name) else shutil.which(name)
        if path is None:
            _complain(
                "There is no command %s in this environment, and no such file. Install what"
                " brings it, or correct the name." % name
            )
            return 127
        return _run_python([path] + command[1:])
    except SystemExit as error:
        if error.code is None or isinstance(error.code, int):
            return error.code or 0
        sys.stderr.write("%s\n" % error.code)
        return 1


def _run_python(arguments):
    if arguments[:1] == ["-m"] and len(arguments) > 1:
        sys.argv = arguments[1:]
        sys.path.insert(0, os.getcwd())
        runpy.run_module(arguments[1], run_name="__main__", alter_sys=True)
    elif not arguments or not os.path.exists(arguments[0]):
        _complain(
            "There is no file %s here. Name a file of Python, or -m and a module."
            % (arguments[0] if arguments else "to run")
        )
        return 2
    else:
        sys.argv = arguments
        sys.path.insert(0, os.path.dirname(os.path.abspath(arguments[0])))
        runpy.run_path(arguments[0], run_name="__main__")
    return 0


def _console_script(name):
    """Return the function of a console script, or None."""
    from importlib import metadata

    points = metadata.entry_points()
    if hasattr(points, "select"):
        found = list(points.select(group="console_scripts", name=name))
    else:
        found = [point for point in points.get("console_scripts", ()) if point.name == name]
    return found[0].load() if found else None
