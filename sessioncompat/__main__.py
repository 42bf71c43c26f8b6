"""
The command: ``sessioncompat``, or ``python -m sessioncompat``.
"""

import errno
import os
import sys

from . import __version__

_COMMANDS = (
    ("demo", "serve an extension on the installed Flask and show what happens"),
    ("doctor", "say what this environment does with sessions"),
    ("cookie", "say what a session cookie is, for support staff"),
    ("bridge", "run a command whose old session code finds what is gone"),
    ("lint", "find, explain and fix session code that breaks on some Flask"),
    ("explain", "show what a code of the lint is about"),
    ("range", "say which Flask releases code supports"),
    ("rules", "list what the lint looks for"),
    ("server", "run the lint in an editor, as a language server"),
)
_LINT = ("lint", "explain", "range", "rules", "server")

_EXAMPLES = """\
examples:
  sessioncompat lint --diff .       what would have to change
  sessioncompat explain SC101       why
  sessioncompat doctor shop:app     what is open, and what breaks next
"""


def main(argv=None):
    """
    Run a subcommand.

    :param argv: the arguments, of the process by default.
    :return: the exit status.
    """
    try:
        status = _run(sys.argv[1:] if argv is None else argv)
        sys.stdout.flush()
        return status
    except EnvironmentError as error:
        if error.errno != errno.EPIPE:
            raise
        # Whoever reads has seen enough, as `head` does after some lines. What is still to be
        # written, Python writes when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2


def _run(argv):
    if argv and argv[0] in _LINT:
        return _run_lint(argv)

    if argv and argv[0] == "bridge":
        from .bridge.command import main as bridge

        return bridge(argv[1:])

    if argv and argv[0] == "cookie":
        from .cookies.command import main as cookie

        return cookie(argv[1:])

    if argv and argv[0] == "doctor":
        from .doctor import main as doctor

        return doctor(argv[1:])

    parser, commands = make_parser()
    for name, text in _COMMANDS:
        commands.add_parser(name, help=text)
    if not argv:
        parser.error("Say what to do, for example: python -m sessioncompat demo")
    parser.parse_args(argv)

    from .demo import run

    run()
    return 0


def make_parser():
    """Return the parser of the whole command, and what its commands are added to."""
    # Here and not above, because the lint is done before it would be imported.
    import argparse

    parser = argparse.ArgumentParser(
        prog="sessioncompat",
        description="One session API for every Flask. Each command has a --help of its own.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version="sessioncompat " + __version__)
    return parser, parser.add_subparsers(title="commands", dest="command", metavar="COMMAND")


def _run_lint(argv):
    if sys.version_info < (3, 10):
        sys.stderr.write(
            "The lint reads code of any Python, but runs on Python 3.10 and later."
            " Install it there: python3 -m pip install 'sessioncompat[lint]'\n"
        )
        return 2
    extra = "server" if argv[0] == "server" else "lint"
    needed = ("packaging", "tree_sitter_python") + (("pygls",) if extra == "server" else ())
    missing = [name for name in needed if not _is_installed(name)]
    if missing:
        sys.stderr.write(
            "The %s needs %s. Install it: python -m pip install 'sessioncompat[%s]'\n"
            % (extra, " and ".join(missing), extra)
        )
        return 2
    if extra == "server":
        from .lint.server import main as server

        return server(argv[1:], __version__)

    from .lint.cli import main as lint

    return lint(argv)


def _is_installed(name):
    """Say so without importing it, because most runs get along without."""
    return any(finder.find_spec(name, None) for finder in sys.meta_path)


if __name__ == "__main__":
    sys.exit(main())
