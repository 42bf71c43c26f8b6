"""
What can be asked for on the command line, and what holds where nothing is said.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Options:
    """The options of ``lint``. The parser writes what was typed over these."""

    paths: list[str] = []
    fix = False
    unsafe_fixes = False
    diff = False
    flask: str | None = None
    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    exclude: tuple[str, ...] | None = None
    no_respect_gitignore = False
    docs = False
    config: str | None = None
    isolated = False
    output_format = "text"
    output_file: str | None = None
    statistics = False
    baseline: str | None = None
    write_baseline: str | None = None
    stdin_filename: str | None = None
    exit_zero = False
    exit_non_zero_on_fix = False
    show_settings = False
    quiet = False

    def settings(self) -> dict[str, Any]:
        """Return the settings that these say, by name."""
        names = ("select", "ignore", "extend_select", "exclude", "flask")
        said = {name: getattr(self, name) for name in names if getattr(self, name) is not None}
        if self.no_respect_gitignore:
            said["respect_gitignore"] = False
        if self.docs:
            said["docs"] = True
        if self.flask is not None:
            said["origin"] = None
        return said
