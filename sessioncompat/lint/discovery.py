"""
Which files to read.

Files that are named are always read. In folders, what is not the project's
own source is left out: version control, virtual environments, builds, and
what ``.gitignore`` and ``exclude`` say.
"""

from __future__ import annotations

import os
from itertools import islice

from .configs import Configs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Iterator

    from .globs import Gitignore
    from .settings import Settings

SKIPPED = frozenset(
    ".bzr .direnv .eggs .git .hg .ipynb_checkpoints .mypy_cache .nox .pants.d .pyenv"
    " .pytest_cache .pytype .ruff_cache .svn .tox .venv .vscode __pycache__ __pypackages__"
    " _build buck-out build dist node_modules site-packages venv".split()
)
SUFFIXES = (".py", ".pyi", ".pyw", ".ipynb")
DOCS = (".md", ".markdown", ".rst")
_WITH_DOCS = SUFFIXES + DOCS
MAX_FILES = 1_000_000


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


def _gitignore(folder: str) -> Gitignore | None:
    try:
        with open(os.path.join(folder, ".gitignore"), encoding="utf-8", errors="replace") as file:
            text = file.read()
    except OSError:
        return None
    from .globs import Gitignore

    return Gitignore(folder, text)


def _outer_gitignores(folder: str) -> list[Gitignore]:
    """Return the ignore files from the root of the repository down to a folder."""
    found: list[Gitignore] = []
    current = folder
    while not os.path.isdir(os.path.join(current, ".git")):
        parent = os.path.dirname(current)
        if parent == current:
            return []
        outer = _gitignore(parent)
        if outer is not None:
            found.append(outer)
        current = parent
    return found[::-1]


class _Folder:
    """A folder to look into, and what holds for everything in it."""

    def __init__(
        self, path: str, real: str, ignores: list[Gitignore], settings: Settings | None
    ) -> None:
        self.path = path
        self.real = real
        self.ignores = ignores
        self.settings = settings
        self.prefix = "" if path == "." else os.path.join(path, "")

    @property
    def respects_gitignore(self) -> bool:
        return self.settings is None or self.settings.respect_gitignore

    @property
    def has_docs(self) -> bool:
        return self.settings is not None and self.settings.docs

    def within(self, name: str) -> _Folder:
        real = os.path.join(self.real, name)
        return _Folder(self.prefix + name, real, self.ignores, self.settings)

    def wanted(self, names: list[str], are_folders: bool = False) -> list[str]:
        """Return the names, in order, without those that the project leaves out."""
        if not names:
            return names
        names.sort()
        if self.settings is not None and self.settings.excluded:
            from .globs import matches

            names = [
                name
                for name in names
                if not any(matches(self.prefix + name, g) for g in self.settings.excluded)
            ]
        if self.ignores:
            names = [name for name in names if not self._is_ignored(name, are_folders)]
        return names

    def _is_ignored(self, name: str, is_folder: bool) -> bool:
        path = os.path.join(self.real, name)
        for ignore in reversed(self.ignores):
            answer = ignore.says(path, is_folder)
            if answer is not None:
                return answer
        return False


class Files:
    """
    Walks over what the user named.

    :param configs: says what is left out where.
    """

    def __init__(self, configs: Configs | None = None) -> None:
        self.configs = configs or Configs()
        #: What could not be looked into, with the reason.
        self.failed: list[tuple[str, str]] = []
        self._named: set[str] = set()
        self._walked: set[str] = set()

    def find(self, paths: list[str]) -> Iterator[str]:
        """Return every file to read, once, in a stable order: first those that were named."""
        return islice(self._all(paths), MAX_FILES)

    def _all(self, paths: list[str]) -> Iterator[str]:
        folders = []
        for path in paths:
            if os.path.isdir(path):
                folders.append(path)
            elif (real := os.path.realpath(path)) not in self._named:
                self._named.add(real)
                yield path
        links: list[str] = []
        for path in folders:
            yield from self._walk(path, links)
        for path in links:
            real = os.path.realpath(path)
            # Within the folders, what a link leads to has been read under its own name.
            if os.path.dirname(real) not in self._walked and real not in self._named:
                self._named.add(real)
                yield path

    def _walk(self, top: str, links: list[str]) -> Iterator[str]:
        real = os.path.realpath(top)
        first = _Folder(top, real, [], self.configs.of(top))
        if first.respects_gitignore:
            first.ignores = _outer_gitignores(real)
        pending = [first]
        while pending:
            folder = pending.pop()
            if folder.real in self._walked:
                continue
            self._walked.add(folder.real)
            try:
                found = self._look_into(folder, folder is first)
            except OSError as error:
                reason = (
                    f"The folder can't be read: {error.strerror}. Make it readable, or exclude it."
                )
                self.failed.append((folder.path, reason))
                continue
            files, linked, folders = found
            prefix = folder.prefix
            if self._named:
                files = [n for n in files if os.path.join(folder.real, n) not in self._named]
            yield from [prefix + name for name in files]
            links += [prefix + name for name in linked]
            pending += [folder.within(name) for name in reversed(folders)]

    def _look_into(
        self, folder: _Folder, is_first: bool
    ) -> tuple[list[str], list[str], list[str]]:
        """Return the source files in a folder, the links to some, and the folders."""
        files: list[str] = []
        bare: list[str] = []
        links: list[str] = []
        folders: list[str] = []
        others: list[str] = []
        suffixes = _WITH_DOCS
        with os.scandir(folder.path) as entries:
            for entry in entries:
                name = entry.name
                if name.endswith(suffixes) and entry.is_file(follow_symlinks=False):
                    files.append(name)
                elif entry.is_dir(follow_symlinks=False):
                    folders.append(name)
                elif name.endswith(suffixes) and entry.is_symlink():
                    links.append(name)
                elif "." not in name:
                    bare.append(name)
                else:
                    others.append(name)
        if "pyvenv.cfg" in others and not is_first:
            return [], [], []
        if "pyproject.toml" in others or "sessioncompat.toml" in others:
            folder.settings = self.configs.of(folder.real)
        if ".gitignore" in others and folder.respects_gitignore:
            folder.ignores = [*folder.ignores, *filter(None, [_gitignore(folder.real)])]
        if not folder.has_docs:
            files = [name for name in files if name.endswith(SUFFIXES)]
            links = [name for name in links if name.endswith(SUFFIXES)]
        files += [name for name in bare if _is_script(folder.prefix + name)]
        folders = [n for n in folders if n not in SKIPPED and not n.endswith(".egg-info")]
        return folder.wanted(files), folder.wanted(links), folder.wanted(folders, True)


def _is_script(path: str) -> bool:
    """Say whether a file without a suffix is a Python script."""
    try:
        # Not what would keep us waiting, such as a named pipe.
        if not os.path.isfile(path) or os.path.getsize(path) > 1_000_000:
            return False
        with open(path, "rb") as file:
            first = file.readline(200)
    except OSError:
        return False
    return first.startswith(b"#!") and b"python" in first
