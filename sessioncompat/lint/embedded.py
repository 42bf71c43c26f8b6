"""
The lint inside other tools, which bring their own text and ask about one file at a time.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from . import flaskrange
from .configs import Configs
from .discovery import is_framework
from .engine import Linter
from .finding import Finding
from .globs import matches
from .settings import Settings
from .source import Source, declared_encoding


@dataclass(frozen=True)
class Rules:
    """What applies in a folder."""

    settings: Settings
    linter: Linter
    target: flaskrange.Range

    def findings(self, source: Source, root: str | None = None) -> list[Finding]:
        """
        Return what ``sessioncompat lint`` says of a file.

        :param root: the folder that globs in the config start from.
        """
        path = os.path.relpath(source.path, root or os.getcwd())
        if is_framework(source.path) or any(
            matches(path, one) for one in self.settings.exclude + self.settings.extend_exclude
        ):
            return []
        ignored = self.settings.ignored(path, self.linter.rules)
        found = self.linter.lint(source, self.target)
        return [finding for finding in found if finding.code not in ignored]


def rules_in(folder: str) -> Rules:
    """
    Return what applies in a folder.

    :raises BadConfig: for a config that makes no sense.
    """
    settings = Configs().of(folder) or Settings()
    target = settings.target() or flaskrange.find(folder)
    return Rules(settings, Linter(settings.rules()), target)


def source_of(path: str, text: str) -> Source:
    """Return text that is not saved yet as the file that it will be."""
    encoding = declared_encoding(text.encode("utf-8", "replace"))
    try:
        data = text.encode(encoding, "replace")
    except LookupError:
        data = text.encode("utf-8", "replace")
    return Source(path, data)
