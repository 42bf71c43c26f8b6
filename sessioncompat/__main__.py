"""
The command: ``python -m sessioncompat``.
"""

import argparse
import sys


def main(argv=None):
    """
    Run a subcommand.

    :param argv: the arguments, of the process by default.
    """
    parser = argparse.ArgumentParser(
        prog="python -m sessioncompat",
        description="One session API for every Flask, 0.1 to main.",
    )
    commands = parser.add_subparsers(title="commands", dest="command")
    commands.add_parser(
        "demo", help="serve an extension on the installed Flask and show what happens"
    )
    argv = sys.argv[1:] if argv is None else argv
    if not argv:
        parser.error("Say what to do, for example: python -m sessioncompat demo")
    parser.parse_args(argv)

    from .demo import run

    run()


if __name__ == "__main__":
    main()
