"""
Reads some files, fixes them if asked to, and keeps what came of it.
"""

from __future__ import annotations

import os
import sys

from .search import is_of_interest, of_interest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .configs import Configs
    from .engine import Linter
    from .finding import Finding
    from .flaskrange import Range
    from .options import Options
    from .project import Project
    from .settings import Settings
    from .source import Source


class Result:
    """What came of some files."""

    def __init__(self) -> None:
        self.files = 0
        self.findings: list[Finding] = []
        self.fixed: list[Finding] = []
        self.sources: dict[str, Source] = {}
        self.diff: list[str] = []
        #: The ranges that were read for, in words. A dict because it keeps the order.
        self.ranges: dict[str, None] = {}

    def add(self, other: Result) -> None:
        self.files += other.files
        self.findings += other.findings
        self.fixed += other.fixed
        self.sources.update(other.sources)
        self.diff += other.diff
        self.ranges.update(other.ranges)


class Reader:
    """
    Reads files one after the other.

    Nothing is imported before a file is of interest: without rules, a run
    costs little more than Python itself.
    """

    def __init__(self, options: Options, configs: Configs) -> None:
        self.options = options
        self.configs = configs
        self._project: Project | None = None
        #: What the projects say that folders belong to.
        self._declared: dict[str, Range] = {}
        #: By the identity of settings, which are made once per config.
        self._linters: dict[int, Linter] = {}

    def prepare(self) -> None:
        """Import everything, before there are copies of this process."""
        from .source import prepare_parser

        prepare_parser()
        self.linter(self.configs.of("."))

    def forget(self) -> None:
        """Let go of the trees that may not be needed again."""
        if self._project is not None:
            self._project.forget()

    def read(self, paths: list[str], result: Result) -> None:
        """Read files, and add to a result."""
        result.files += len(paths)
        for path, data in of_interest(paths):
            if isinstance(data, OSError):
                reason = f"It can't be read: {data.strerror}. Make it readable, or exclude it."
                result.findings += self.unreadable(path, reason)
            else:
                self._file(path, path, data, result)

    def read_standard_input(self, result: Result) -> None:
        """Read a file from where it is piped in; a fixed one goes where it is piped out."""
        result.files += 1
        data = sys.stdin.buffer.read()
        name = self.options.stdin_filename or "-"
        if not (is_of_interest(data) and self._file("-", name, data, result)):
            if self.options.fix and not self.options.diff:
                sys.stdout.buffer.write(data)

    def unreadable(self, path: str, reason: str) -> list[Finding]:
        """Return the one finding about something that could not be read."""
        return self.linter(self.configs.of(os.path.dirname(path))).unreadable(path, reason)

    def linter(self, settings: Settings | None) -> Linter:
        """Return the linter of the rules that are switched on."""
        found = self._linters.get(id(settings))
        if found is None:
            from .engine import Linter
            from .project import Project
            from .settings import Settings

            self._project = self._project or Project()
            found = Linter((settings or Settings()).rules(), project=self._project)
            self._linters[id(settings)] = found
        return found

    def _target(self, settings: Settings | None, path: str) -> Range:
        """Return the range to hold for: the project's own unless one is given."""
        given = settings.target() if settings is not None else None
        if given is not None:
            return given
        folder = os.path.dirname(path)
        found = self._declared.get(folder)
        if found is None:
            from . import flaskrange

            found = self._declared[folder] = flaskrange.find(os.path.abspath(folder))
        return found

    def _file(self, path: str, name: str, data: bytes, result: Result) -> bool:
        """Read a file that could hold a finding, and say whether it was looked into."""
        from .discovery import is_framework

        settings = self.configs.of(os.path.dirname(name))
        linter = self.linter(settings)
        from .source import Source

        source = Source(name, data)
        if not linter.wants(source) or is_framework(name):
            return False
        from .flaskrange import described

        target = self._target(settings, name)
        result.ranges[described(target)] = None
        ignored = settings.ignored(name, linter.rules) if settings is not None else set()
        if self.options.fix or self.options.diff:
            source, findings = self._fix(path, source, linter.without(ignored), target, result)
        else:
            findings = [f for f in linter.lint(source, target) if f.code not in ignored]
        if findings:
            # Afresh, without the tree that has served its purpose.
            result.sources[source.path] = type(source)(source.path, source.data)
        result.findings += findings
        return True

    def _fix(
        self, path: str, source: Source, linter: Linter, target: Range, result: Result
    ) -> tuple[Source, list[Finding]]:
        """Return the source afterwards, and what is left to say about it."""
        changed, fixed, left = linter.fix(source, target, self.options.unsafe_fixes)
        if self.options.diff:
            result.diff += _difference(source, changed)
        elif path == "-":
            sys.stdout.buffer.write(changed.data)
        elif changed.data != source.data:
            from .write import write

            try:
                write(path, changed.data)
            except OSError as error:
                left = linter.lint(source, target)
                left += linter.unreadable(path, f"It can't be written: {error.strerror}.")
                return source, left
        result.fixed += fixed
        return changed, left


def _difference(before: Source, after: Source) -> list[str]:
    if before.data == after.data:
        return []
    import difflib

    lines = [
        [before.decode(line) for line in source.data.splitlines(keepends=True)]
        for source in (before, after)
    ]
    name = before.path.lstrip("/")
    found = difflib.unified_diff(*lines, f"a/{name}", f"b/{name}")
    return [line if line.endswith("\n") else f"{line}\n" for line in found]
