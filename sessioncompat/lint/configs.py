"""
Which settings hold where.

Each file has those of the nearest config in its folder or around it. What the
command line says goes before them all.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .settings import Settings

NAMES = ("sessioncompat.toml", "pyproject.toml")


class Configs:
    """
    Finds the settings of folders.

    None stands for the defaults, so that a run without any config need not
    know what a setting is.

    :param changes: what the command line says, by the names of settings.
    :param only: the one config file to read, or "" for none at all.
    """

    def __init__(self, changes: dict[str, Any] | None = None, only: str | None = None) -> None:
        self.changes = changes or {}
        self.only = only
        self._known: dict[str, Settings | None] = {}
        self._everywhere: Settings | None = None
        if only:
            from .settings import read_config

            self._everywhere = self._changed(read_config(only))
        elif self.changes:
            from .settings import Settings

            self._everywhere = self._changed(Settings())

    def of(self, folder: str) -> Settings | None:
        """
        Return the settings that hold in a folder.

        :raises BadConfig: if the nearest config makes no sense.
        """
        if self.only is not None:
            return self._everywhere
        if folder in self._known:
            return self._known[folder]
        named, folder = folder, os.path.abspath(folder)
        if folder not in self._known:
            own = _read(folder)
            parent = os.path.dirname(folder)
            if own is not None:
                self._known[folder] = self._changed(own)
            else:
                self._known[folder] = self._everywhere if parent == folder else self.of(parent)
        self._known[named] = self._known[folder]
        return self._known[named]

    def _changed(self, settings: Settings) -> Settings:
        if not self.changes:
            return settings
        from .settings import check

        found = settings._replace(**self.changes)
        check(found)
        return found


def _read(folder: str) -> Settings | None:
    """Return what the config in a folder says, if there is one."""
    for name in NAMES:
        path = os.path.join(folder, name)
        try:
            with open(path, "rb") as file:
                data = file.read()
        except OSError:
            continue
        if name == NAMES[0] or b"tool.sessioncompat" in data:
            from .settings import read_config

            return read_config(path)
    return None
