"""
One run: finds files, has them read, and reports.
"""

from __future__ import annotations

import os
import sys
from itertools import chain, islice

from .configs import Configs
from .discovery import Files
from .reader import Reader, Result

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Iterator

    from .options import Options
    from .settings import Settings

OK, FOUND, FAILED = 0, 1, 2
#: How many files go to a process at once. Neighbours import one another, so
#: that they are best read by the same one, and each time costs something; but
#: no more go than a part of those before, so that at the end no process waits
#: long for another.
FEWEST, MOST, PART = 100, 1_000, 32
#: Fewer files are read before other processes have started: a copy of this
#: one, or a fresh one.
FORK_FROM, SPAWN_FROM = 500, 3_000
MAX_PROCESSES = 8


class Run:
    """One run over what the user named."""

    def __init__(self, options: Options) -> None:
        self.options = options
        only = "" if options.isolated else options.config
        self.configs = Configs(options.settings(), only)
        self.files = Files(self.configs)
        self.reader = Reader(options, self.configs)
        self.result = Result()

    def settings_of(self, path: str) -> Settings:
        """Return the settings that hold for a file or in a folder."""
        from .settings import Settings

        folder = path if os.path.isdir(path) else os.path.dirname(path)
        return self.configs.of(folder) or Settings()

    def report(self) -> int:
        """Read, print what was found, and return the exit status."""
        from .progress import Progress

        progress = Progress()
        interrupted = False
        try:
            for _ in self._read():
                progress.show(self.result)
        except KeyboardInterrupt:
            interrupted = True
        progress.clear()
        if interrupted:
            print("Stopped. This is what was found so far.", file=sys.stderr)
        return self._finish(interrupted)

    def _read(self) -> Iterator[None]:
        """Read everything, and come up for air now and then."""
        named = [path for path in self.options.paths if path != "-"]
        if len(named) < len(self.options.paths):
            self.reader.read_standard_input(self.result)
        for path in named:
            # A mistake in a config is told whether or not there is anything to find.
            self.configs.of(path if os.path.isdir(path) else os.path.dirname(path))
        paths = self.files.find(named)
        enough = workers_pay_from()
        first = list(islice(paths, enough))
        everything = chain(first, paths)
        if enough and len(first) == enough:
            yield from self._in_processes(_chunks(everything))
        else:
            for chunk in _chunks(everything):
                self.reader.read(chunk, self.result)
                yield
        for path, reason in self.files.failed:
            self.result.findings += self.reader.unreadable(path, reason)

    def _in_processes(self, chunks: Iterator[list[str]]) -> Iterator[None]:
        from .workers import Pool

        with Pool(self.reader, processors(), can_fork()) as pool:
            try:
                for result in pool.read(chunks):
                    self.result.add(result)
                    yield
            finally:
                # Nothing is left here but what was under way when somebody pressed Ctrl-C.
                for result in pool.finish():
                    self.result.add(result)

    # What comes out

    def _finish(self, interrupted: bool) -> int:
        options, result = self.options, self.result
        if options.diff:
            sys.stdout.write("".join(result.diff))
            return FAILED if interrupted else self._status(bool(result.diff))
        if options.write_baseline:
            from . import baseline

            count = baseline.write(options.write_baseline, result.findings)
            print(f"Wrote {count} findings to {options.write_baseline}.", file=sys.stderr)
            return FAILED if interrupted else OK
        if options.baseline:
            from . import baseline

            result.findings = baseline.keep_new(options.baseline, result.findings)
        self._print(self._statistics() if options.statistics else self._rendered())
        if interrupted:
            return FAILED
        if options.exit_non_zero_on_fix and result.fixed:
            return FOUND
        return self._status(bool(result.findings))

    def _status(self, found: bool) -> int:
        return FOUND if found and not self.options.exit_zero else OK

    def _print(self, text: str) -> None:
        if self.options.output_file:
            path = self.options.output_file
            with open(path, "w", encoding="utf-8", errors="backslashreplace") as file:
                file.write(text)
        elif "-" in self.options.paths and self.options.fix:
            sys.stderr.write(text)
        else:
            encoding = sys.stdout.encoding or "utf-8"
            sys.stdout.write(text.encode(encoding, "replace").decode(encoding))

    def _rendered(self) -> str:
        options, result = self.options, self.result
        name = options.output_format
        if name == "text" and options.quiet:
            name = "concise"
        from . import reports

        if not result.findings and not result.fixed and name in ("text", "concise"):
            return "" if name == "concise" else reports.no_findings(result.files, self._ranges())
        from .reports.looks import in_color, takes_links
        from .reports.report import Report

        to_screen = not options.output_file
        return reports.render(
            name,
            Report(
                sorted(result.findings, key=lambda finding: finding.sort_key),
                list(self.reader.linter(self._first_settings()).rules) if result.findings else [],
                result.sources,
                result.files,
                result.fixed,
                self._ranges(),
                options.unsafe_fixes,
                to_screen and in_color(sys.stdout),
                options.paths,
                to_screen and takes_links(sys.stdout),
            ),
        )

    def _first_settings(self) -> Settings | None:
        path = self.options.paths[0]
        return self.configs.of(path if os.path.isdir(path) else os.path.dirname(path))

    def _ranges(self) -> list[str]:
        """Return the ranges that were read for, in words."""
        settings = self._first_settings()
        given = settings.target() if settings is not None else None
        if given is None:
            return list(self.result.ranges)
        from .flaskrange import described

        return list({described(given): None, **self.result.ranges})

    def _statistics(self) -> str:
        from collections import Counter

        findings = self.result.findings
        counts = Counter((finding.code, finding.slug) for finding in findings)
        fixable = Counter(finding.code for finding in findings if finding.fixable())
        rows = [
            f"{count}\t{code}\t{'[*]' if fixable[code] else '[ ]'}\t{slug}\n"
            for (code, slug), count in counts.most_common()
        ]
        return "".join([*rows, f"Found {len(findings)} in {self.result.files} files.\n"])


def processors() -> int:
    """Return how many processes may run at once."""
    if hasattr(os, "sched_getaffinity"):
        return min(len(os.sched_getaffinity(0)), MAX_PROCESSES)
    return min(os.cpu_count() or 1, MAX_PROCESSES)


def can_fork() -> bool:
    # On a Mac, a forked process may not touch what the system's libraries have started.
    return hasattr(os, "fork") and sys.platform != "darwin"


def workers_pay_from() -> int:
    """Return from how many files on other processes save time, or 0 if they never do."""
    if processors() < 2:
        return 0
    return FORK_FROM if can_fork() else SPAWN_FROM


def _chunks(paths: Iterator[str]) -> Iterator[list[str]]:
    sent = 0
    while chunk := list(islice(paths, min(MOST, max(FEWEST, sent // PART)))):
        sent += len(chunk)
        yield chunk
