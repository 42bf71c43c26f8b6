"""
Other processes that read files, where that saves time.

They are copies of this process where the system can copy one, else fresh
ones, and talk over pipes: some paths go in, and what came of them comes out,
in plain values that need no pickle. Each has a thread here that waits for it,
which works on every system.
"""

from __future__ import annotations

import marshal
import os
import signal
import sys
import threading
from queue import Empty, Queue, SimpleQueue
from time import monotonic
from typing import IO, Any, Iterator

from .configs import Configs
from .finding import Finding
from .options import Options
from .reader import Reader, Result
from .source import Source


#: The seconds that a process has to finish what it does when nobody waits any more.
PATIENCE = 2.0


class Lost(Exception):
    """A process ended before its work did."""


class Pool:
    """
    Some processes, as a context manager.

    :param reader: reads the files, in each of the processes.
    :param count: how many.
    :param fork: copy this process instead of starting another.
    """

    def __init__(self, reader: Reader, count: int, fork: bool) -> None:
        start = _fork if fork else _spawn
        # Full when the processes fall behind, so that the paths of a huge
        # folder are not all in memory.
        self._waiting: Queue[tuple[int, list[str]] | None] = Queue(4 * count)
        self._done: SimpleQueue[tuple[int, Result | BaseException]] = SimpleQueue()
        self._sent = self._added = 0
        self._results: dict[int, Result] = {}
        self._stopped = False
        self._workers: list[_Worker] = []
        if fork:
            reader.prepare()
        try:
            for _ in range(count):
                self._workers.append(start(reader, self._workers))
        except BaseException:
            for worker in self._workers:
                worker.close()
            raise
        # Only now, because a copy of a process with threads has locks that nobody opens.
        self._threads = [
            threading.Thread(target=self._serve, args=(worker,), daemon=True)
            for worker in self._workers
        ]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *error: object) -> None:
        for _ in self.finish():
            pass

    def read(self, chunks: Iterator[list[str]]) -> Iterator[Result]:
        """Yield what came of the chunks, in order."""
        for chunk in chunks:
            self._waiting.put((self._sent, chunk))
            self._sent += 1
            yield from self._ready()
        while self._added < self._sent:
            self._keep(*self._done.get())
            yield from self._ready()

    def finish(self) -> Iterator[Result]:
        """Stop, and yield what has been done since."""
        if self._stopped:
            return
        self._stopped = True
        while not self._waiting.empty():
            try:
                self._waiting.get_nowait()
            except Empty:
                break
        for _ in self._threads:
            self._waiting.put(None)
        ends = monotonic() + PATIENCE
        for thread, worker in zip(self._threads, self._workers):
            thread.join(max(0.0, ends - monotonic()))
            if thread.is_alive():
                worker.kill()
                thread.join()
        for worker in self._workers:
            worker.close()
        while not self._done.empty():
            number, result = self._done.get()
            if isinstance(result, Result):
                self._results[number] = result
        for number in sorted(self._results):
            yield self._results.pop(number)

    def _ready(self) -> Iterator[Result]:
        while not self._done.empty():
            self._keep(*self._done.get())
        while self._added in self._results:
            self._added += 1
            yield self._results.pop(self._added - 1)

    def _keep(self, number: int, result: Result | BaseException) -> None:
        if isinstance(result, BaseException):
            raise result
        self._results[number] = result

    def _serve(self, worker: _Worker) -> None:
        """Give a process work until there is none."""
        while (item := self._waiting.get()) is not None:
            number, paths = item
            try:
                result: Result | BaseException = worker.read(paths)
            except BaseException as error:
                result = error
            self._done.put((number, result))


class _Worker:
    """This end of the pipes to a process."""

    def __init__(self, to: IO[bytes], back: IO[bytes], process: Any) -> None:
        self.to = to
        self.back = back
        self.process = process

    def read(self, paths: list[str]) -> Result:
        try:
            _send(self.to, paths)
            failure, answer = _receive(self.back)
        except (EOFError, OSError):
            raise Lost(
                f"A process ended while it read files between {paths[0]} and {paths[-1]}."
                " The system may be short of memory. Try again, or exclude some."
            ) from None
        if failure is not None:
            raise Lost(f"A process failed while it read files. Please report it.\n{failure}")
        return _result(answer)

    def kill(self) -> None:
        if isinstance(self.process, int):
            os.kill(self.process, signal.SIGKILL)
        else:
            self.process.kill()

    def close(self) -> None:
        for pipe in (self.to, self.back):
            try:
                pipe.close()
            except OSError:
                pass  # It ended before we did, and that has been told.
        if isinstance(self.process, int):
            os.waitpid(self.process, 0)
        else:
            self.process.wait()


def _fork(reader: Reader, others: list[_Worker]) -> _Worker:
    """Copy this process."""
    theirs_in, to = os.pipe()
    back, theirs_out = os.pipe()
    process = os.fork()
    if process:
        os.close(theirs_in)
        os.close(theirs_out)
        return _Worker(os.fdopen(to, "wb"), os.fdopen(back, "rb"), process)
    status = 1
    try:
        # A pipe is at its end when nobody holds the other one any more.
        os.close(to)
        os.close(back)
        for other in others:
            os.close(other.to.fileno())
            os.close(other.back.fileno())
        serve(reader, os.fdopen(theirs_in, "rb"), os.fdopen(theirs_out, "wb"))
        status = 0
    finally:
        # Not as Python ends: what is buffered is not ours to write.
        os._exit(status)


def _spawn(reader: Reader, others: list[_Worker]) -> _Worker:
    """Start another process."""
    # Not at the top, because copying this one does without.
    import subprocess

    process = subprocess.Popen(
        [sys.executable, "-c", f"from {__name__} import spawned; spawned()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert process.stdin is not None and process.stdout is not None
    configs = reader.configs
    _send(process.stdin, (vars(reader.options), configs.changes, configs.only))
    return _Worker(process.stdin, process.stdout, process)


def spawned() -> None:
    """Read files in a process that was started for it."""
    with os.fdopen(os.dup(1), "wb") as out:
        # Nothing but results may go to where they go.
        os.dup2(2, 1)
        said, changes, only = _receive(sys.stdin.buffer)
        options = Options()
        vars(options).update(said)
        serve(Reader(options, Configs(changes, only)), sys.stdin.buffer, out)


def serve(reader: Reader, paths: IO[bytes], results: IO[bytes]) -> None:
    """Read the files whose paths come in, until no more do."""
    # Ctrl-C is for the process that started this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            chunk = _receive(paths)
        except EOFError:
            return
        result = Result()
        failure = None
        try:
            reader.read(chunk, result)
        except Exception:
            import traceback

            failure = traceback.format_exc()
        _send(results, (failure, _plain(result)))


# What goes through the pipes


def _send(pipe: IO[bytes], value: Any) -> None:
    data = marshal.dumps(value)
    pipe.write(len(data).to_bytes(8, "little") + data)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> Any:
    head = pipe.read(8)
    data = pipe.read(int.from_bytes(head, "little"))
    if not data:
        raise EOFError
    return marshal.loads(data)


def _plain(result: Result) -> tuple[Any, ...]:
    return (
        result.files,
        [finding.plain() for finding in result.findings],
        [finding.plain() for finding in result.fixed],
        {path: source.data for path, source in result.sources.items()},
        result.diff,
        list(result.ranges),
    )


def _result(plain: tuple[Any, ...]) -> Result:
    result = Result()
    result.files, findings, fixed, sources, result.diff, ranges = plain
    result.findings = [Finding.from_plain(row) for row in findings]
    result.fixed = [Finding.from_plain(row) for row in fixed]
    result.sources = {path: Source(path, data) for path, data in sources.items()}
    result.ranges = dict.fromkeys(ranges)
    return result
