"""
The command: ``lint``, ``explain``, ``rules`` and ``range``.

It ends with 0 if there is nothing to say, 1 if there are findings and 2 if it
could not do what was asked.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Sequence

from .search import is_of_interest

if TYPE_CHECKING:
    from .engine import Linter
    from .finding import Finding
    from .flaskrange import Range
    from .settings import Settings
    from .source import Source

COMMANDS = ("lint", "explain", "rules", "range")
OK, FOUND, FAILED = 0, 1, 2
#: Fewer files are read before other processes have started.
FORK_FROM = 500


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
        return _RUN[command](_PARSERS[command]().parse_args(arguments))
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

        if isinstance(error, (Failed, BadConfig, BadRange, BadBaseline)):
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


def _codes(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.replace(" ", "").split(",") if part)


def _lint_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sessioncompat lint",
        description="Finds, explains and fixes session code that some Flask breaks.",
        epilog="Examples: `lint .` finds, `lint --diff .` shows what --fix would change, `lint --fix"
        " .` does it, `lint --format html -o report.html .` makes a page. Exit status: 0 nothing"
        " found, 1 findings, 2 something went wrong.",
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
    add("--output-format", "--format", default="text", metavar="FORMAT",
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


def _explain_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sessioncompat lint explain", description="Print the page of a rule."
    )
    parser.add_argument("rule", help="its code, SC101, or its slug")
    return parser


def _rules_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sessioncompat lint rules", description="List the rules."
    )
    parser.add_argument("--json", action="store_true", help="as JSON, with their pages")
    return parser


def _range_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sessioncompat lint range",
        description="Say which Flask releases the session code of a project runs on.",
    )
    parser.add_argument("paths", nargs="+", metavar="PATH")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--check", action="store_true",
                        help="fail if the metadata promises more")  # fmt: skip
    return parser


# explain and rules


def _explain(options: argparse.Namespace) -> int:
    from .rule import all_rules
    from .settings import matching

    for rule in matching(options.rule, all_rules()):
        print(f"{rule.code} {rule.slug}\n")
        print(f"{rule.page}\n")
    return OK


def _rules(options: argparse.Namespace) -> int:
    from .rule import all_rules

    if options.json:
        rows = [
            {"code": rule.code, "name": rule.slug, "summary": rule.title, "page": rule.page}
            for rule in all_rules()
        ]
        print(json.dumps(rows, indent=2))
        return OK
    for rule in all_rules():
        print(f"{rule.code}  {rule.slug:<28}  {rule.title}")
    return OK


def _range(options: argparse.Namespace) -> int:
    from . import inference

    _check_paths(options.paths)
    return inference.run(options.paths, options.format, options.check)


# lint


def _settings(options: argparse.Namespace) -> Settings:
    from dataclasses import replace

    from . import settings as module

    if options.isolated:
        found = module.Settings()
    elif options.config:
        found = module.read_config(options.config)
    else:
        first = options.paths[0] if options.paths else "."
        first = options.stdin_filename or "." if first == "-" else first
        folder = first if os.path.isdir(first) else os.path.dirname(first) or "."
        found = module.find_config(folder)
    changes = {
        name: value
        for name in ("select", "ignore", "extend_select", "exclude", "flask")
        if (value := getattr(options, name)) is not None
    }
    if options.no_respect_gitignore:
        changes["respect_gitignore"] = False
    if options.docs:
        changes["docs"] = True
    if "flask" in changes:
        changes["origin"] = None
    found = replace(found, **changes)
    module.check(found)
    return found


def _check_paths(paths: list[str]) -> None:
    for path in paths:
        if path != "-" and not os.path.lexists(path):
            raise Failed(f"There is no file or folder called {path!r} in {os.getcwd()}.")


def _lint(options: argparse.Namespace) -> int:
    from .reports import FORMATS

    if options.output_format not in FORMATS:
        raise Failed(
            f"{options.output_format!r} is no output format. Take one of {', '.join(FORMATS)}."
        )
    options.paths = options.paths or ["."]
    _check_paths(options.paths)
    settings = _settings(options)
    if options.show_settings:
        return _show(settings, options.paths)
    return Run(options, settings).report()


def _show(settings: Settings, paths: list[str]) -> int:
    from . import flaskrange

    target = settings.target() or flaskrange.find(_folder(paths[0]))
    span = target.flask
    print(f"config          {settings.origin or 'none'}")
    print(f"rules           {' '.join(rule.code for rule in settings.rules())}")
    print(f"flask           {span.spec or 'unpinned'} ({target.origin})")
    print(f"releases        {' '.join(span.releases)}")
    print(f"exclude         {' '.join(settings.exclude + settings.extend_exclude) or 'none'}")
    print(f"gitignore       {'respected' if settings.respect_gitignore else 'not read'}")
    for pattern, codes in settings.per_file_ignores.items():
        print(f"ignored in      {pattern}: {' '.join(codes)}")
    return OK


def _folder(path: str) -> str:
    return path if os.path.isdir(path) else os.path.dirname(path) or "."


class Run:
    """One run over files: reads them, fixes them if asked to, and reports."""

    def __init__(self, options: argparse.Namespace, settings: Settings) -> None:
        self.options = options
        self.settings = settings
        self.findings: list[Finding] = []
        self.fixed: list[Finding] = []
        self.sources: dict[str, Source] = {}
        self.files = 0
        self.diff: list[str] = []
        self._ranges: dict[str, Range] = {}

    # Made when a file is of interest: without rules, a run costs next to nothing.

    @cached_property
    def linter(self) -> Linter:
        from .engine import Linter

        return Linter(self.settings.rules())

    @cached_property
    def given(self) -> Range | None:
        return self.settings.target()

    def report(self) -> int:
        interrupted = False
        try:
            paths = list(self._paths())
            if len(paths) >= FORK_FROM and self._can_fork():
                self._in_processes(paths)
            else:
                for path in paths:
                    self._file(path)
        except KeyboardInterrupt:
            interrupted = True
            print("Stopped. This is what was found so far.", file=sys.stderr)
        return self._finish(interrupted)

    def _can_fork(self) -> bool:
        import multiprocessing

        named = "-" not in self.options.paths
        return named and (os.cpu_count() or 1) > 1 and (
            "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
        )

    def _in_processes(self, paths: list[str]) -> None:
        """Share the files among as many processes as there are processors."""
        import multiprocessing

        global _RUNNING
        _RUNNING = self
        self.linter, self.given  # noqa: B018 - made once, before there are copies
        count = min(os.cpu_count() or 1, 8)
        # Neighbours import one another, so they go to one process together.
        size = max(32, min(256, len(paths) // (count * 6)))
        parts = [paths[start : start + size] for start in range(0, len(paths), size)]
        with multiprocessing.get_context("fork").Pool(count, _quietly) as pool:
            for part in pool.imap(_part, parts):
                self._add(part)

    def _add(self, part: Run) -> None:
        self.findings += part.findings
        self.fixed += part.fixed
        self.sources.update(part.sources)
        self.files += part.files
        self.diff += part.diff
        self._ranges.update(part._ranges)

    def _paths(self):
        from .discovery import Files

        files = Files(
            self.settings.exclude + self.settings.extend_exclude,
            self.settings.respect_gitignore,
            self.settings.docs,
        )
        named = [path for path in self.options.paths if path != "-"]
        if "-" in self.options.paths:
            yield "-"
        if named:
            yield from files.find(named)
        for path, reason in files.failed:
            self.findings += self.linter.unreadable(path, reason)

    def _range(self, path: str) -> Range:
        if self.given is not None:
            return self.given
        from . import flaskrange

        folder = os.path.dirname(os.path.abspath(path))
        if folder not in self._ranges:
            self._ranges[folder] = flaskrange.find(folder)
        return self._ranges[folder]

    def _file(self, path: str) -> None:
        from .source import Source

        self.files += 1
        name = path
        try:
            if path == "-":
                name = self.options.stdin_filename or "-"
                data = sys.stdin.buffer.read()
            else:
                with open(path, "rb") as file:
                    data = file.read()
        except OSError as error:
            reason = f"It can't be read: {error.strerror}. Make it readable, or exclude it."
            self.findings += self.linter.unreadable(path, reason)
            return
        from .discovery import is_framework

        if not is_of_interest(data) or is_framework(name) or not self.linter.wants(data):
            if path == "-" and self.options.fix:
                sys.stdout.buffer.write(data)
            return
        self._source(path, Source(name, data))

    def _source(self, path: str, source: Source) -> None:
        from .write import write

        target = self._range(source.path)
        if self.options.fix or self.options.diff:
            changed, fixed, left = self._fix(source, target)
            if self.options.diff:
                self._show_change(source, changed)
            elif path == "-":
                sys.stdout.buffer.write(changed.data)
            elif changed.data != source.data:
                try:
                    write(path, changed.data)
                except OSError as error:
                    reason = f"It can't be written: {error.strerror}."
                    left = self._wanted(source, self.linter.lint(source, target))
                    left += self.linter.unreadable(path, reason)
                    changed, fixed = source, []
            source = changed
            self.fixed += fixed
            findings = left
        else:
            findings = self._wanted(source, self.linter.lint(source, target))
        if findings:
            # Afresh, without the tree that has served its purpose.
            self.sources[source.path] = type(source)(source.path, source.data)
        self.findings += findings

    def _fix(self, source: Source, target: Range):
        linter = self.linter
        ignored = self.settings.ignored(source.path, linter.rules)
        if ignored:
            from .engine import Linter

            linter = Linter([rule for rule in linter.rules if rule.code not in ignored])
        return linter.fix(source, target, self.options.unsafe_fixes)

    def _wanted(self, source: Source, findings: list[Finding]) -> list[Finding]:
        ignored = self.settings.ignored(source.path, self.linter.rules)
        return [finding for finding in findings if finding.code not in ignored]

    def _show_change(self, before: Source, after: Source) -> None:
        import difflib

        if before.data == after.data:
            return
        lines = [
            [before._decode(line) for line in source.data.splitlines(keepends=True)]
            for source in (before, after)
        ]
        for line in difflib.unified_diff(*lines, f"a/{before.path}", f"b/{before.path}"):
            self.diff.append(line if line.endswith("\n") else f"{line}\n")

    # What comes out

    def _finish(self, interrupted: bool) -> int:
        from . import baseline

        if self.options.diff:
            sys.stdout.write("".join(self.diff))
            if interrupted:
                return FAILED
            return FOUND if self.diff and not self.options.exit_zero else OK
        if self.options.write_baseline:
            count = baseline.write(self.options.write_baseline, self.findings)
            print(f"Wrote {count} findings to {self.options.write_baseline}.", file=sys.stderr)
            return OK
        if self.options.baseline:
            self.findings = baseline.keep_new(self.options.baseline, self.findings)
        self._print()
        if interrupted:
            return FAILED
        if self.options.exit_non_zero_on_fix and self.fixed:
            return FOUND
        return FOUND if self.findings and not self.options.exit_zero else OK

    def _print(self) -> None:
        text = self._statistics() if self.options.statistics else self._rendered()
        if self.options.output_file:
            with open(self.options.output_file, "w", encoding="utf-8", errors="backslashreplace") as file:
                file.write(text)
        elif "-" in self.options.paths and self.options.fix:
            sys.stderr.write(text)
        else:
            encoding = sys.stdout.encoding or "utf-8"
            sys.stdout.write(text.encode(encoding, "replace").decode(encoding))

    def _rendered(self) -> str:
        from .reports import Report, render
        from .reports.looks import in_color, takes_links

        to_screen = not self.options.output_file
        name = self.options.output_format
        if name == "text" and self.options.quiet:
            name = "concise"
        return render(
            name,
            Report(
                sorted(self.findings, key=lambda f: f.sort_key),
                list(self.linter.rules) if self.findings else [],
                self.sources,
                self.files,
                self.fixed,
                self._described_ranges(),
                self.options.unsafe_fixes,
                to_screen and in_color(sys.stdout),
                self.options.paths,
                to_screen and takes_links(sys.stdout),
            ),
        )  # fmt: skip

    def _described_ranges(self) -> list[str]:
        found = {}
        if self.settings.flask is None and not self._ranges:
            return []
        for target in [self.given] if self.given else self._ranges.values():
            spec = f"Flask{target.flask.spec}"
            if target.flask.spec:
                found[f"{spec} ({target.origin})"] = None
            else:
                found[f"today's Flask, {target.flask.newest}"] = None
        return list(found)

    def _statistics(self) -> str:
        counts = Counter((finding.code, finding.slug) for finding in self.findings)
        fixable = Counter(finding.code for finding in self.findings if finding.fixable())
        rows = [
            f"{count}\t{code}\t{'[*]' if fixable[code] else '[ ]'}\t{slug}\n"
            for (code, slug), count in counts.most_common()
        ]
        return "".join([*rows, f"Found {sum(counts.values())} in {self.files} files.\n"])


_RUNNING: Run | None = None


def _quietly() -> None:
    """Leave Ctrl-C to the process that started this one."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _part(paths: list[str]) -> Run:
    """Read some files in a process of its own, and return what came of it."""
    whole = _RUNNING
    part = Run(whole.options, whole.settings)
    part.linter, part.given, part._ranges = whole.linter, whole.given, whole._ranges
    for path in paths:
        part._file(path)
    part.linter.project.forget()
    del part.linter
    return part


_PARSERS = {
    "lint": _lint_parser, "explain": _explain_parser, "rules": _rules_parser,
    "range": _range_parser,
}  # fmt: skip
_RUN = {"lint": _lint, "explain": _explain, "rules": _rules, "range": _range}
