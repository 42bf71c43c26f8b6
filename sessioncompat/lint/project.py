"""
The other files of the project, for names that were imported from them.
"""

from __future__ import annotations

import os
import re
from typing import Callable, Iterator

from .semantics import Semantics
from .source import MAX_BYTES, Source

#: Trees take memory; what was read longest ago is read again if it is needed.
MAX_FILES = 24
#: A package with more files is asked about these.
MAX_ASKED = 1_000


class Project:
    """Finds and reads modules by the names that importing files use, once each."""

    def __init__(self, read: Callable[[str], bytes] | None = None) -> None:
        self._read = read or _read
        self._by_path: dict[str, Semantics | None] = {}
        self._said: dict[tuple[str, re.Pattern[bytes]], bool] = {}

    def semantics(self, source: Source) -> Semantics:
        """Return the meaning of a source that has been read already."""
        found = self._by_path.get(os.path.abspath(source.path))
        if found is None or found.source is not source:
            found = self._keep(os.path.abspath(source.path), Semantics(source, self))
        return found

    def _keep(self, path: str, semantics: Semantics) -> Semantics:
        while len(self._by_path) >= MAX_FILES:
            del self._by_path[next(iter(self._by_path))]
        self._by_path[path] = semantics
        return semantics

    def forget(self) -> None:
        """Let go of everything that was read."""
        self._by_path.clear()
        self._said.clear()

    def module(self, dotted: str, importer: str) -> Semantics | None:
        """
        Return the module a file imports by a dotted name.

        :param dotted: as it stands in the import, leading dots included.
        :param importer: the path of the file with the import.
        """
        name = dotted.lstrip(".")
        level = len(dotted) - len(name)
        parts = [part for part in name.split(".") if part]
        here = os.path.dirname(os.path.abspath(importer))
        if level:
            for _ in range(level - 1):
                here = os.path.dirname(here)
            return self._load(here, parts)
        for _ in range(5):
            found = self._load(here, parts) if parts else None
            if found is not None:
                return found
            here = os.path.dirname(here)
        return None

    def says(self, path: str, expression: re.Pattern[bytes]) -> bool:
        """
        Say whether anything matches in the package that a file is in, at whatever depth.

        Where a folder is no package, the files beside it are asked.
        """
        top = os.path.dirname(os.path.abspath(path))
        is_package = os.path.exists(os.path.join(top, "__init__.py"))
        while os.path.exists(os.path.join(os.path.dirname(top), "__init__.py")):
            top = os.path.dirname(top)
        if (top, expression) not in self._said:
            self._said[top, expression] = any(
                expression.search(data) for data in self._texts(top, is_package)
            )
        return self._said[top, expression]

    def _texts(self, top: str, below: bool) -> Iterator[bytes]:
        asked = 0
        for folder, folders, names in os.walk(top):
            folders[:] = sorted(folders) if below else []
            for name in sorted(names):
                if name.endswith(".py") and asked < MAX_ASKED:
                    asked += 1
                    try:
                        yield self._read(os.path.join(folder, name))
                    except OSError:
                        continue

    def _load(self, folder: str, parts: list[str]) -> Semantics | None:
        stem = os.path.join(folder, *parts)
        for path in (os.path.join(stem, "__init__.py"), stem + ".py"):
            if path in self._by_path:
                return self._by_path[path]
            try:
                data = self._read(path)
            except OSError:
                continue
            return self._keep(path, Semantics(Source(path, data), self))
        return None


def _read(path: str) -> bytes:
    if not os.path.isfile(path) or os.path.getsize(path) > MAX_BYTES:
        raise FileNotFoundError(path)
    with open(path, "rb") as file:
        return file.read()
