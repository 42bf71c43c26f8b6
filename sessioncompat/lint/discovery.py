"""
Which files to read.

Files that are named are always read. In folders, what is not the project's
own source is left out: version control, virtual environments, builds, and
what ``.gitignore`` and ``exclude`` say.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from typing import Iterator

SKIPPED = frozenset(
    ".bzr .direnv .eggs .git .hg .ipynb_checkpoints .mypy_cache .nox .pants.d .pyenv"
    " .pytest_cache .pytype .ruff_cache .svn .tox .venv .vscode __pycache__ __pypackages__"
    " _build buck-out build dist node_modules site-packages venv".split()
)
SUFFIXES = (".py", ".pyi", ".pyw", ".ipynb")
DOCS = (".md", ".markdown", ".rst")
MAX_FILES = 1_000_000


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
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
    try:
        return re.compile("".join(parts) + r"\Z")
    except re.error:
        return re.compile(re.escape(pattern) + r"\Z")


def matches(path: str, pattern: str) -> bool:
    """Say whether a path, or one of the folders it is in, matches a glob."""
    path = path.replace(os.sep, "/").lstrip("./")
    pattern = pattern.rstrip("/").removeprefix("./")
    expression = _compiled(pattern)
    parts = path.split("/")
    if "/" not in pattern:
        return any(expression.match(part) for part in parts)
    return any(
        expression.match("/".join(parts[start : end + 1]))
        for start in range(len(parts))
        for end in range(start, len(parts))
    )


def is_framework(path: str) -> bool:
    """
    Say whether a file is Flask's own source, or Quart's or Werkzeug's.

    What breaks Flask for others is what Flask itself is made of.
    """
    parts = os.path.abspath(path).split(os.sep)
    for index, part in enumerate(parts[:-1]):
        marks = _FRAMEWORKS.get(part)
        if marks is not None:
            folder = os.sep.join(parts[: index + 1])
            if all(os.path.exists(os.path.join(folder, mark)) for mark in marks):
                return True
    return False


_FRAMEWORKS = {
    "flask": ("__init__.py", "ctx.py", "globals.py"),
    "itsdangerous": ("__init__.py", "signer.py"),
    "quart": ("__init__.py", "ctx.py", "globals.py"),
    "werkzeug": ("__init__.py", "local.py", "test.py"),
}


class Gitignore:
    """The ``.gitignore`` of one folder."""

    def __init__(self, folder: str, text: str) -> None:
        self.folder = os.path.abspath(folder)
        self.patterns: list[tuple[re.Pattern[str], bool, bool]] = []
        for line in text.splitlines():
            line = line.rstrip()
            if not line or line.startswith("#"):
                continue
            negated = line.startswith("!")
            line = line[1:] if negated else line
            only_folders = line.endswith("/")
            line = line.strip("/") if line.count("/") == only_folders else line.rstrip("/")
            anchored = "/" in line
            glob = line.lstrip("/") if anchored else f"**/{line}"
            self.patterns.append((_compiled(glob), negated, only_folders))

    def says(self, path: str, is_folder: bool) -> bool | None:
        """Return whether a path is ignored, or None where nothing is said."""
        relative = os.path.relpath(path, self.folder).replace(os.sep, "/")
        answer = None
        for expression, negated, only_folders in self.patterns:
            if only_folders and not is_folder:
                continue
            if expression.match(relative):
                answer = not negated
        return answer


def _gitignore(folder: str) -> Gitignore | None:
    try:
        with open(os.path.join(folder, ".gitignore"), encoding="utf-8", errors="replace") as file:
            return Gitignore(folder, file.read())
    except OSError:
        return None


def _outer_gitignores(folder: str) -> list[Gitignore]:
    """Return the ignore files from the root of the repository down to a folder."""
    found: list[Gitignore] = []
    current = os.path.abspath(folder)
    while not os.path.isdir(os.path.join(current, ".git")):
        parent = os.path.dirname(current)
        if parent == current:
            return []
        outer = _gitignore(parent)
        if outer is not None:
            found.append(outer)
        current = parent
    return found[::-1]


class Files:
    """
    Walks over what the user named.

    :param exclude: globs; what they match is left out, unless it was named.
    :param docs: read the Python in Markdown and reStructuredText, too.
    """

    def __init__(
        self, exclude: tuple[str, ...] = (), respect_gitignore: bool = True, docs: bool = False
    ) -> None:
        self.exclude = exclude
        self.suffixes = SUFFIXES + DOCS if docs else SUFFIXES
        self.respect_gitignore = respect_gitignore
        #: What could not be looked into, with the reason.
        self.failed: list[tuple[str, str]] = []

    def find(self, paths: list[str]) -> Iterator[str]:
        """Yield every file to read, once, in a stable order."""
        seen: set[str] = set()
        for path in paths:
            if os.path.isdir(path):
                found = self._walk(path)
            else:
                found = iter([path])
            for name in found:
                key = os.path.realpath(name)
                if key not in seen and len(seen) < MAX_FILES:
                    seen.add(key)
                    yield name

    def _walk(self, top: str) -> Iterator[str]:
        ignores = _outer_gitignores(top) if self.respect_gitignore else []
        pending = [(top, ignores)]
        while pending:
            folder, ignores = pending.pop()
            if self.respect_gitignore:
                own = _gitignore(folder)
                ignores = [*ignores, own] if own is not None else ignores
            try:
                with os.scandir(folder) as entries:
                    children = sorted(entries, key=lambda entry: entry.name)
            except OSError as error:
                self.failed.append((folder, f"The folder can't be read: {error.strerror}. Make it readable, or exclude it."))
                continue
            folders = []
            for entry in children:
                path = entry.path.removeprefix("./") if top == "." else entry.path
                if entry.is_dir(follow_symlinks=False):
                    if self._is_wanted(entry, path, ignores, folder=True):
                        folders.append((path, ignores))
                elif self._is_source(entry) and self._is_wanted(entry, path, ignores):
                    yield path
            pending.extend(reversed(folders))

    def _is_wanted(
        self, entry: os.DirEntry[str], path: str, ignores: list[Gitignore], folder: bool = False
    ) -> bool:
        if folder and (entry.name in SKIPPED or entry.name.endswith(".egg-info")):
            return False
        if folder and os.path.exists(os.path.join(path, "pyvenv.cfg")):
            return False
        if any(matches(path, pattern) for pattern in self.exclude):
            return False
        for ignore in reversed(ignores):
            answer = ignore.says(os.path.abspath(path), folder)
            if answer is not None:
                return not answer
        return True

    def _is_source(self, entry: os.DirEntry[str]) -> bool:
        if entry.name.endswith(self.suffixes):
            return True
        if "." in entry.name:
            return False
        try:
            if not entry.is_file() or entry.stat().st_size > 1_000_000:
                return False
            with open(entry.path, "rb") as file:
                first = file.readline(200)
        except OSError:
            return False
        return first.startswith(b"#!") and b"python" in first
