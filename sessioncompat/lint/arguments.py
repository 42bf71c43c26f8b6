"""
The command lines that ``lint`` and its neighbours understand.
"""

from __future__ import annotations

import argparse
import os


def _codes(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.replace(" ", "").split(",") if part)


def _formatter(prog: str) -> argparse.HelpFormatter:
    """Format help as argparse does, which imports a lot to learn the terminal's width."""
    try:
        width = int(os.environ.get("COLUMNS") or os.get_terminal_size().columns)
    except (OSError, ValueError):
        width = 80
    return argparse.HelpFormatter(prog, width=width - 2)


def lint_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sessioncompat lint",
        formatter_class=_formatter,
        description="Finds, explains and fixes session code that some Flask breaks.",
        epilog="Examples: `lint .` finds, `lint --diff .` shows what --fix would change, `lint --fix"
        " .` does it, `lint --format html -o report.html .` makes a page. Exit status: 0 nothing"
        " found, 1 findings, 2 something went wrong or was stopped.",
    )
    add = parser.add_argument
    add("paths", nargs="*", metavar="PATH", help="files and folders; - reads standard input")
    add("--fix", action="store_true", help="make the safe fixes")
    add("--unsafe-fixes", action="store_true", help="with --fix or --diff: also the others")
    add("--diff", action="store_true", help="print what --fix would change, and change nothing")
    add("--flask", metavar="RANGE", help="the releases to hold for, such as '>=0.12,<3.2'")
    add("--select", type=_codes, metavar="CODES", help="only these codes, prefixes or slugs")
    add("--extend-select", type=_codes, metavar="CODES", help="these as well")
    add("--ignore", type=_codes, metavar="CODES", help="all but these")
    add("--exclude", type=_codes, metavar="GLOBS", help="files and folders to leave out")
    add("--no-respect-gitignore", action="store_true", help="read what git ignores, too")
    add("--docs", action="store_true", help="read the Python in .md and .rst files, too")
    add("--config", metavar="FILE", help="this file instead of the nearest pyproject.toml")
    add("--isolated", action="store_true", help="no config at all")
    add("--output-format", "--format", metavar="FORMAT",
        help="text, concise, html, json, sarif, github, gitlab or junit")
    add("--output-file", "-o", metavar="FILE", help="write the report there")
    add("--statistics", action="store_true", help="count the findings of each rule")
    add("--baseline", metavar="FILE", help="report only what is not in this file")
    add("--write-baseline", metavar="FILE", help="put all findings into this file")
    add("--stdin-filename", metavar="FILE", help="what standard input is called")
    add("--exit-zero", action="store_true", help="findings are no failure")
    add("--exit-non-zero-on-fix", action="store_true", help="fixes are a failure")
    add("--show-settings", action="store_true", help="print what applies, and stop")
    add("--quiet", "-q", action="store_true", help="findings only, no summary")
    return parser


def explain_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sessioncompat explain", description="Print the page of a rule."
    )
    parser.add_argument("rule", help="its code, SC101, or its slug")
    return parser


def rules_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sessioncompat rules", description="List the rules."
    )
    parser.add_argument("--json", action="store_true", help="as JSON, with their pages")
    return parser


def range_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sessioncompat range",
        description="Say which Flask releases the session code of a project runs on.",
    )
    parser.add_argument("paths", nargs="+", metavar="PATH")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--check", action="store_true",
                        help="fail if the metadata promises more")  # fmt: skip
    return parser


PARSERS = {
    "lint": lint_parser, "explain": explain_parser, "rules": rules_parser, "range": range_parser,
}  # fmt: skip
