"""
What the user asked for: the command line first, then the nearest config.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Iterable, NamedTuple

if TYPE_CHECKING:
    from .flaskrange import Range
    from .rule import Rule


class BadConfig(ValueError):
    """What is wrong with the configuration, and what was probably meant."""


class Settings(NamedTuple):
    """Everything that changes what is found. The keys of the config are these names."""

    select: tuple[str, ...] = ("SC",)
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    per_file_ignores: dict[str, tuple[str, ...]] = {}
    exclude: tuple[str, ...] = ()
    extend_exclude: tuple[str, ...] = ()
    flask: str | None = None
    werkzeug: str | None = None
    itsdangerous: str | None = None
    respect_gitignore: bool = True
    #: Whether the examples in Markdown and reStructuredText are read.
    docs: bool = False
    #: The file all this was read from, or None.
    origin: str | None = None

    @property
    def excluded(self) -> tuple[str, ...]:
        """The globs of what is left out."""
        return self.exclude + self.extend_exclude

    def rules(self) -> list[Rule]:
        """Return the rules that are switched on."""
        from .rule import all_rules

        rules = all_rules()
        chosen = {r.code for s in (*self.select, *self.extend_select) for r in matching(s, rules)}
        for selector in self.ignore:
            chosen -= {rule.code for rule in matching(selector, rules)}
        return [rule for rule in rules if rule.code in chosen]

    def target(self) -> Range | None:
        """Return the range that was given, or None to look for the project's own."""
        if self.flask is None:
            return None
        from .flaskrange import Range

        specs = {"flask": self.flask}
        for package in ("werkzeug", "itsdangerous"):
            if getattr(self, package) is not None:
                specs[package] = getattr(self, package)
        found = Range(specs, os.path.basename(self.origin) if self.origin else "--flask")
        for package in specs:
            found.span(package)
        return found

    def ignored(self, path: str, rules: Iterable[Rule]) -> set[str]:
        """Return the codes that are not wanted in a file."""
        from .globs import matches

        codes: set[str] = set()
        for pattern, selectors in self.per_file_ignores.items():
            if matches(path, pattern):
                for selector in selectors:
                    codes |= {rule.code for rule in matching(selector, rules)}
        return codes


def matching(selector: str, rules: Iterable[Rule]) -> list[Rule]:
    """
    Return the rules of a code, a prefix of codes, a slug or ``ALL``.

    :raises BadConfig: if there are none.
    """
    text = selector.strip()
    if text.upper() == "ALL":
        return list(rules)
    found = [
        rule
        for rule in rules
        if rule.slug == text.lower() or (text and rule.code.startswith(text.upper()))
    ]
    if not found:
        from .rule import all_rules

        names = [name for rule in all_rules() for name in (rule.code, rule.slug)]
        raise BadConfig(f"No rule is called {text!r}.{_meant(text, names)}")
    return found


def _meant(text: str, names: list[str]) -> str:
    import difflib

    if text[:2].upper() == "SC":
        # Codes are all alike; the one that differs in the fewest places was meant.
        codes = [name for name in names if name.startswith("SC")]
        best = min(codes, key=lambda code: sum(a != b for a, b in zip(code, text.upper())))
        return f" Did you mean {best!r}?"
    close = difflib.get_close_matches(text.lower(), names, 1, 0.5)
    if close:
        return f" Did you mean {close[0]!r}?"
    return " `sessioncompat rules` lists them."


# Config files

_KEYS = [name.replace("_", "-") for name in Settings._fields if name != "origin"]


def read_config(path: str) -> Settings:
    """
    Return the settings of a file.

    :raises BadConfig: for what cannot be read, and for any key or code that is
        not known.
    """
    from . import flaskrange

    try:
        with open(path, encoding="utf-8") as file:
            document = flaskrange.load_toml(file.read())
    except OSError as error:
        raise BadConfig(
            f"{path} can't be read: {error.strerror}. Name another with --config, or use --isolated."
        ) from None
    except ValueError as error:
        raise BadConfig(
            f"{path} is no TOML: {error}. Correct it, or use --isolated."
        ) from None
    table: Any = document
    if os.path.basename(path) != "sessioncompat.toml":
        table = document.get("tool", {}).get("sessioncompat", {})
    table = table.get("lint", table) if isinstance(table, dict) else {}
    return from_table(table, path)


def from_table(table: dict[str, Any], path: str) -> Settings:
    values: dict[str, Any] = {}
    for key, value in table.items():
        name = key.replace("-", "_")
        if key not in _KEYS:
            raise BadConfig(f"{path} has the unknown key {key!r}.{_meant_key(key)}")
        values[name] = _typed(path, key, value)
    settings = Settings(origin=path, **values)
    check(settings)
    return settings


def _meant_key(key: str) -> str:
    import difflib

    close = difflib.get_close_matches(key.replace("_", "-"), _KEYS, 1, 0.5)
    return f" Did you mean {close[0]!r}?" if close else f" The keys are {', '.join(_KEYS)}."


def _typed(path: str, key: str, value: Any) -> Any:
    if key in ("respect-gitignore", "docs"):
        expected, good = "true or false", isinstance(value, bool)
    elif key in ("flask", "werkzeug", "itsdangerous"):
        expected, good = "a text such as '>=0.12,<3.2'", isinstance(value, str)
    elif key == "per-file-ignores":
        expected = "a table of lists"
        good = isinstance(value, dict) and all(_is_texts(item) for item in value.values())
        if good:
            return {pattern: tuple(codes) for pattern, codes in value.items()}
    else:
        expected, good = "a list of texts", _is_texts(value)
        if good:
            return tuple(value)
    if not good:
        raise BadConfig(f"{key!r} in {path} must be {expected}, not {value!r}.")
    return value


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def check(settings: Settings) -> None:
    """
    Look the codes and the range up, so that mistakes show before any file is read.

    :raises BadConfig: for codes and ranges that make no sense.
    """
    selectors = [*settings.select, *settings.extend_select, *settings.ignore]
    for codes in settings.per_file_ignores.values():
        selectors += codes
    if selectors == ["SC"] and settings.flask is None:
        return
    from .flaskrange import BadRange
    from .rule import all_rules

    rules = all_rules()
    for selector in selectors:
        matching(selector, rules)
    try:
        settings.target()
    except BadRange as error:
        raise BadConfig(str(error)) from None
