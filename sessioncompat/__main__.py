"""
The command: ``sessioncompat``, or ``python -m sessioncompat``.
"""

import argparse
import sys

_LINT = {
    "lint": "find, explain and fix session code that breaks on some Flask",
    "explain": "show what a code of the lint is about",
    "range": "say which Flask releases code supports",
    "rules": "list what the lint looks for",
}


def main(argv=None):
    """
    Run a subcommand.

    :param argv: the arguments, of the process by default.
    :return: the exit status.
    """
    argv = sys.argv[1:] if argv is None else argv
    if argv and argv[0] in _LINT:
        return _run_lint(argv)

    if argv and argv[0] == "cookie":
        from .cookies.command import main as cookie

        return cookie(argv[1:])

    if argv and argv[0] == "bridge":
        from .bridge.command import main as bridge

        return bridge(argv[1:])

    parser = argparse.ArgumentParser(
        prog="sessioncompat", description="One session API for every Flask, 0.1 to main."
    )
    commands = parser.add_subparsers(title="commands", dest="command", metavar="COMMAND")
    commands.add_parser(
        "demo", help="serve an extension on the installed Flask and show what happens"
    )
    commands.add_parser("bridge", help="run a command whose old session code finds what is gone")
    commands.add_parser("cookie", help="say what a session cookie is, for support staff")
    for name in sorted(_LINT):
        commands.add_parser(name, help=_LINT[name])
    if not argv:
        parser.error("Say what to do, for example: python -m sessioncompat demo")
    parser.parse_args(argv)

    from .demo import run

    run()
    return 0


def _run_lint(argv):
    if sys.version_info < (3, 10):
        sys.stderr.write(
            "The lint reads code of any Python, but runs on Python 3.10 and later."
            " Install it there: python3 -m pip install 'sessioncompat[lint]'\n"
        )
        return 2
    try:
        import packaging  # noqa: F401
        import tree_sitter_python  # noqa: F401
    except ImportError as error:
        sys.stderr.write(
            "The lint needs %s. Install it: python -m pip install 'sessioncompat[lint]'\n"
            % error.name
        )
        return 2
    from .lint.cli import main as lint

    return lint(argv)


if __name__ == "__main__":
    sys.exit(main())
