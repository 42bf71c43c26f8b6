"""
What globs match, those of the config and those of ``.gitignore``.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache

_PLAIN = re.compile(r"[^*?\[\\/]+")


def expression(pattern: str) -> str:
    """Turn a glob with ``**`` into an expression for a path with slashes."""
    parts, position = [], 0
    while position < len(pattern):
        if pattern.startswith("**/", position):
            parts.append("(?:[^/]+/)*")
            position += 3
        elif pattern.startswith("**", position):
            parts.append(".*")
            position += 2
        elif pattern[position] == "*":
            parts.append("[^/]*")
            position += 1
        elif pattern[position] == "?":
            parts.append("[^/]")
            position += 1
        elif pattern[position] == "[" and "]" in pattern[position:]:
            end = pattern.index("]", position)
            inner = pattern[position + 1 : end].replace("!", "^", 1).replace("\\", "")
            parts.append(f"[{inner}]")
            position = end + 1
        else:
            parts.append(re.escape(pattern[position]))
            position += 1
    found = "".join(parts)
    try:
        re.compile(found)
    except re.error:
        return re.escape(pattern)
    return found


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(expression(pattern) + r"\Z")


def matches(path: str, pattern: str) -> bool:
    """Say whether a path, or one of the folders it is in, matches a glob."""
    pattern = pattern.rstrip("/").removeprefix("./")
    compiled = _compiled(pattern)
    # The folders that lead out of the one that globs start from have no names to match.
    steps = path.replace(os.sep, "/").split("/")
    parts = [step for step in steps if step not in ("", ".", "..")]
    if "/" not in pattern:
        return any(compiled.match(part) for part in parts)
    return any(
        compiled.match("/".join(parts[start : end + 1]))
        for start in range(len(parts))
        for end in range(start, len(parts))
    )


class Gitignore:
    """
    The ``.gitignore`` of one folder.

    The last line that matches decides. Which one that is gets asked only of
    what any of them matches, and most lines are plain names, which are looked up.
    """

    def __init__(self, folder: str, text: str) -> None:
        self.folder = os.path.abspath(folder)
        self._start = len(self.folder.rstrip(os.sep)) + 1
        #: By line: whether it takes back, and whether it is about folders only.
        self._lines: list[tuple[bool, bool]] = []
        self._names: dict[str, list[int]] = {}
        globs: dict[int, str] = {}
        paths: dict[int, str] = {}
        for line in text.splitlines():
            line = line.rstrip()
            if not line or line.startswith("#"):
                continue
            negated = line.startswith("!")
            line = line[1:] if negated else line
            only_folders = line.endswith("/")
            line = line.strip("/") if line.count("/") == only_folders else line.rstrip("/")
            number = len(self._lines)
            self._lines.append((negated, only_folders))
            if _PLAIN.fullmatch(line):
                self._names.setdefault(line, []).insert(0, number)
            elif "/" in line:
                paths[number] = line.lstrip("/")
            else:
                globs[number] = line
        self._globs, self._paths = _Lines(globs), _Lines(paths)

    def says(self, path: str, is_folder: bool) -> bool | None:
        """
        Return whether a path is ignored, or None where nothing is said.

        :param path: the absolute path of something in the folder.
        """
        relative = path[self._start :].replace(os.sep, "/")
        name = relative.rpartition("/")[2]
        found = [*self._names.get(name, ()), *self._globs.find(name), *self._paths.find(relative)]
        telling = [n for n in found if is_folder or not self._lines[n][1]]
        return not self._lines[max(telling)][0] if telling else None


class _Lines:
    """Some lines of an ignore file as one expression."""

    def __init__(self, globs: dict[int, str]) -> None:
        self._expressions = {n: re.compile(expression(glob) + r"\Z") for n, glob in globs.items()}
        whole = "|".join(f"(?:{expression(glob)})" for glob in globs.values())
        self._any = re.compile(rf"(?:{whole})\Z") if globs else None

    def find(self, text: str) -> list[int]:
        """Return the numbers of the lines that match."""
        if self._any is None or not self._any.match(text):
            return []
        return [number for number, one in self._expressions.items() if one.match(text)]
