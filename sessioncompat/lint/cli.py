"""
The command: ``lint``, ``explain``, ``rules`` and ``range``.

It ends with 0 if there is nothing to say, 1 if there are findings and 2 if it
could not do what was asked, or was stopped.
"""

from __future__ import annotations

import os
import sys

from .options import Options

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Sequence

    from .settings import Settings

COMMANDS = ("lint", "explain", "rules", "range")
OK, FOUND, FAILED = 0, 1, 2


class Failed(Exception):
    """What went wrong, for the one who typed the command."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command, and return its exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    command = "lint"
    if arguments and arguments[0] in COMMANDS:
        command = arguments.pop(0)
        if command == "lint" and arguments and arguments[0] in COMMANDS[1:]:
            command = arguments.pop(0)
    try:
        return _RUN[command](arguments)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return FAILED
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")
        return FAILED
    except Exception as error:
        from .baseline import BadBaseline
        from .flaskrange import BadRange
        from .settings import BadConfig
        from .workers import Lost

        if isinstance(error, (Failed, BadConfig, BadRange, BadBaseline, Lost)):
            print(f"sessioncompat: {error}", file=sys.stderr)
            return FAILED
        if isinstance(error, OSError) and error.filename:
            print(
                f"sessioncompat: {error.filename} can't be written: {error.strerror}."
                " Name another file.",
                file=sys.stderr,
            )
            return FAILED
        raise


def _parser(command: str) -> argparse.ArgumentParser:
    from .arguments import PARSERS

    return PARSERS[command]()


def _explain(arguments: list[str]) -> int:
    from .rule import all_rules
    from .settings import matching

    for rule in matching(_parser("explain").parse_args(arguments).rule, all_rules()):
        print(f"{rule.code} {rule.slug}\n")
        print(f"{rule.page}\n")
    return OK


def _rules(arguments: list[str]) -> int:
    from .rule import all_rules

    if _parser("rules").parse_args(arguments).json:
        import json

        rows = [
            {"code": rule.code, "name": rule.slug, "summary": rule.title, "url": rule.url,
             "page": rule.page}
            for rule in all_rules()
        ]
        print(json.dumps(rows, indent=2))
        return OK
    for rule in all_rules():
        print(f"{rule.code}  {rule.slug:<28}  {rule.title}")
    return OK


def _range(arguments: list[str]) -> int:
    from . import inference

    options = _parser("range").parse_args(arguments)
    _check_paths(options.paths)
    return inference.run(options.paths, options.format, options.check)


def _lint(arguments: list[str]) -> int:
    options = _options(arguments)
    if options.output_format != "text":
        _check_format(options.output_format)
    _check_paths(options.paths)
    from .run import Run

    run = Run(options)
    if options.show_settings:
        return _show(run.settings_of(options.paths[0]), options.paths[0])
    return run.report()


_SHORT = {"-q": "--quiet"}


def _options(arguments: list[str]) -> Options:
    """Read the command line, without a parser if there are only paths and switches."""
    options = Options()
    paths = []
    for argument in arguments:
        argument = _SHORT.get(argument, argument)
        name = argument.removeprefix("--").replace("-", "_")
        if not argument.startswith("-"):
            paths.append(argument)
        elif argument.startswith("--") and getattr(Options, name, None) is False:
            setattr(options, name, True)
        else:
            # A parser takes as long to import as it takes Python to start.
            options = Options()
            _parser("lint").parse_args(arguments, options)
            break
    else:
        options.paths = paths
    options.paths = options.paths or ["."]
    return options


def _check_format(name: str) -> None:
    from .reports import FORMATS

    if name not in FORMATS:
        raise Failed(f"{name!r} is no output format. Take one of {', '.join(FORMATS)}.")


def _check_paths(paths: list[str]) -> None:
    for path in paths:
        if path != "-" and not os.path.lexists(path):
            raise Failed(f"There is no file or folder called {path!r} in {os.getcwd()}.")


def _show(settings: Settings, path: str) -> int:
    from . import flaskrange

    folder = path if os.path.isdir(path) else os.path.dirname(path) or "."
    target = settings.target() or flaskrange.find(folder)
    span = target.flask
    print(f"config          {settings.origin or 'none'}")
    print(f"rules           {' '.join(rule.code for rule in settings.rules())}")
    print(f"flask           {span.spec or 'unpinned'} ({target.origin})")
    print(f"releases        {' '.join(span.releases)}")
    print(f"exclude         {' '.join(settings.excluded) or 'none'}")
    print(f"gitignore       {'respected' if settings.respect_gitignore else 'not read'}")
    for pattern, codes in settings.per_file_ignores.items():
        print(f"ignored in      {pattern}: {' '.join(codes)}")
    return OK


_RUN = {"lint": _lint, "explain": _explain, "rules": _rules, "range": _range}
