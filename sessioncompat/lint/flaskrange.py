"""
The releases that a project says it runs on.

A finding is what breaks anywhere in that range, and a fix is one that is
right everywhere in it.
"""

from __future__ import annotations

import os
import re
from functools import cached_property, lru_cache
from typing import Any, Iterator, NamedTuple

from ..history import Fact, release
from ..releases import RELEASES, REQUIRED, TODAYS_PYTHONS, UPCOMING

_DISTRIBUTIONS = {"flask-login": "flask_login", "flask-session": "flask_session"}

TODAY = "today's Flask"


def first(row: Fact) -> str:
    """Return the release from which a name is there for good, after any pause."""
    return row.spans[-1][0]


class BadRange(ValueError):
    """What is wrong with a range, for the one who wrote it."""


class Span(NamedTuple):
    """The releases of one package that the project allows."""

    package: str
    releases: tuple[str, ...]
    #: What it says and where: ``Flask>=0.12`` in ``setup.py``.
    spec: str
    origin: str
    #: Whether the project names an oldest release at all.
    has_floor: bool = True

    @property
    def oldest(self) -> str:
        return self.releases[0]

    @property
    def newest(self) -> str:
        return self.releases[-1]


class Range:
    """
    What the project allows, for every package that the facts are about.

    :param specs: a specifier by package, such as ``{"flask": ">=0.12,<3.2"}``.
    :param origin: where that stands, for messages.
    """

    def __init__(self, specs: dict[str, str] | None = None, origin: str = TODAY) -> None:
        self.specs = {key: value.strip() for key, value in (specs or {}).items()}
        self.origin = origin if self.specs.get("flask") is not None else TODAY
        self._spans: dict[str, Span] = {}

    @cached_property
    def flask(self) -> Span:
        return self.span("flask")

    def span(self, package: str) -> Span:
        """Return the releases of a package that the project allows."""
        found = self._spans.get(package)
        if found is None:
            found = self._spans[package] = self._make_span(package)
        return found

    def _make_span(self, package: str) -> Span:
        spec = self.specs.get(package)
        if package in REQUIRED and not spec:
            return self._implied(package)
        if package == "python" and not spec:
            return Span(package, TODAYS_PYTHONS, "", TODAY)
        if not spec:
            newest = [r for r in RELEASES[package] if r != UPCOMING.get(package)][-1]
            return Span(package, (newest,), spec or "", self.origin, spec is None)
        return Span(package, *_matching(package, spec), spec, self.origin, _has_floor(spec))

    def _implied(self, package: str) -> Span:
        floor = None
        for flask, needed in REQUIRED[package].items():
            if floor is None or release(flask) <= release(self.flask.oldest):
                floor = needed
        found = tuple(r for r in RELEASES[package] if release(r) >= release(floor))
        return Span(package, found, self.flask.spec, self.origin, self.flask.has_floor)

    # Questions

    def lacks(self, row: Fact) -> list[str]:
        """Return the releases in the range that do not have it."""
        return [r for r in self.span(row.package).releases if not row.exists_in(r)]

    def gone(self, row: Fact) -> str | None:
        """Return the newest release in the range that has it no longer."""
        return self._newest_from(row, row.removed)

    def warns(self, row: Fact) -> str | None:
        """Return the newest release in the range that warns of it or lacks it."""
        return self._newest_from(row, row.deprecated or row.removed)

    def _newest_from(self, row: Fact, start: str | None) -> str | None:
        newest = self.span(row.package).newest
        if start is None or release(newest) < release(start):
            return None
        return newest

    def not_yet(self, row: Fact) -> str | None:
        """Return the oldest release in the range that does not have it yet."""
        span = self.span(row.package)
        if not span.has_floor or release(span.oldest) >= release(first(row)):
            return None
        return span.oldest

    def always(self, row: Fact) -> bool:
        """Say whether every release in the range has it."""
        return not self.lacks(row)

    def from_(self, text: str, package: str = "flask") -> bool:
        """Say whether the range holds no release before the given one."""
        return release(self.span(package).oldest) >= release(text)

    def reaches(self, text: str, package: str = "flask") -> bool:
        """Say whether the range holds the given release or a later one."""
        return release(self.span(package).newest) >= release(text)

    def describe(self, newest: str, package: str = "flask") -> str:
        """Say which release of the range is meant, and who allows it."""
        span = self.span(package)
        if span.origin == TODAY or not span.spec:
            return f"today's {_title(package)} is {newest}"
        return f"{span.origin} allows {newest}"


def described(target: Range) -> str:
    """Say in a few words which releases a range is."""
    span = target.flask
    return f"Flask{span.spec} ({target.origin})" if span.spec else f"today's Flask, {span.newest}"


def _title(package: str) -> str:
    return {"flask": "Flask", "werkzeug": "Werkzeug"}.get(package, package)


@lru_cache(maxsize=1_000)
def _matching(package: str, spec: str) -> tuple[tuple[str, ...]]:
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    try:
        specifiers = SpecifierSet(spec)
    except InvalidSpecifier:
        raise BadRange(
            f"{spec!r} is not a range of releases. Write it as in a requirement: '>=0.12,<3.2'."
        ) from None
    upcoming = UPCOMING.get(package)
    named = [item.version.rstrip(".*") for item in specifiers if item.operator != "!="]
    found = []
    for candidate in RELEASES[package]:
        if candidate == upcoming and not any(
            release(text) >= release(upcoming) for text in named
        ):
            continue
        if specifiers.contains(candidate, prereleases=True):
            found.append(candidate)
    if not found:
        exact = [text for text in named if text]
        newer = exact and release(exact[0]) > release(RELEASES[package][-1])
        if newer:
            return ((RELEASES[package][-1],),)
        raise BadRange(
            f"No release of {_title(package)} is in {spec!r}. Its releases go from"
            f" {RELEASES[package][0]} to {RELEASES[package][-1]}."
        )
    if not _has_floor(spec):
        # Nobody claims the releases of 2010 by not mentioning them.
        found = found[-1:]
    return (tuple(found),)


def _has_floor(spec: str) -> bool:
    return bool(re.search(r">|===?|~=", spec))


# Where a project says it

_REQUIREMENT = re.compile(
    r"^\s*['\"]?(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^]]*\])?\s*"
    r"\(?\s*(?P<spec>(?:[<>=!~]=?=?\s*[^\s,;'\"#)]+\s*,?\s*)*)\)?"
)
_WANTED = {
    "flask": "flask", "werkzeug": "werkzeug", "itsdangerous": "itsdangerous",
    **_DISTRIBUTIONS,
}  # fmt: skip


def requirement(text: str) -> tuple[str, str] | None:
    """Return package and specifier of a requirement that matters to us."""
    match = _REQUIREMENT.match(text)
    if match is None:
        return None
    package = _WANTED.get(re.sub(r"[-_.]+", "-", match["name"]).lower())
    if package is None:
        return None
    spec = re.sub(r"\s+", "", match["spec"]).strip(",")
    return package, spec


def find(folder: str) -> Range:
    """
    Return the range that a folder's project declares, or today's Flask.

    Looks into the folder and those around it, up to the project's root.
    """
    current = os.path.abspath(folder)
    for _ in range(12):
        found, is_root = _declared(current)
        if found is not None:
            return found
        if is_root:
            break
        current = os.path.dirname(current)
    return _TODAYS


_TODAYS = Range()


@lru_cache(maxsize=10_000)
def _declared(folder: str) -> tuple[Range | None, bool]:
    """Return what the metadata in one folder says, or None, and whether nothing around it counts."""
    is_root = os.path.dirname(folder) == folder
    try:
        names = set(os.listdir(folder))
    except OSError:
        return None, is_root
    for name, read in _READERS.items():
        for path in _files(folder, name, names):
            specs = _read(path, read)
            if "flask" in specs:
                return _usable(specs, os.path.basename(path)), True
    # A folder, or a file in another work tree of the repository.
    return None, is_root or ".git" in names


def _usable(specs: dict[str, str], origin: str) -> Range:
    """Drop what cannot be read as a range: metadata is not ours to complain about."""
    good = {}
    for package, spec in specs.items():
        try:
            if spec:
                _matching(package, spec)
            good[package] = spec
        except BadRange:
            continue
    return Range(good, origin)


def _files(folder: str, name: str, names: set[str]) -> Iterator[str]:
    start, star, end = name.partition("*")
    if not star:
        found = [name] if name in names else []
    else:
        found = [n for n in names if n.startswith(start) and n.endswith(end) and "dev" not in n]
    for one in sorted(found):
        yield os.path.join(folder, one)


def _read(path: str, reader: Any) -> dict[str, str]:
    try:
        if os.path.getsize(path) > 2_000_000:
            return {}
        with open(path, "rb") as file:
            text = file.read().decode("utf-8", "replace")
        found: dict[str, str] = {}
        for package, spec in reader(text):
            if package not in found or not found[package]:
                found[package] = spec
        return found
    except (OSError, ValueError, RecursionError):
        return {}


def load_toml(text: str) -> dict[str, Any]:
    try:
        import tomllib
    except ImportError:
        import tomli as tomllib
    return tomllib.loads(text)


def _pyproject(text: str) -> Iterator[tuple[str, str]]:
    document = load_toml(text)
    project = document.get("project", {})
    for item in project.get("dependencies", []):
        yield from _some(requirement(str(item)))
    if project.get("requires-python"):
        yield "python", project["requires-python"]
    poetry = document.get("tool", {}).get("poetry", {}).get("dependencies", {})
    for name, value in poetry.items():
        if isinstance(value, dict):
            value = value.get("version", "")
        if isinstance(value, str):
            package = "python" if name == "python" else None
            package = package or (requirement(name) or (None,))[0]
            if package:
                yield package, caret(value)


def caret(spec: str) -> str:
    """Turn Poetry's ``^1.2`` and ``~1.2`` into what packaging reads."""
    parts = []
    for part in spec.replace("*", "").split(","):
        part = part.strip()
        if part[:1] in ("^", "~") and not part.startswith("~="):
            numbers = part[1:].strip().split(".")
            keep = 1 if part[0] == "^" or len(numbers) == 1 else 2
            if part[0] == "^":
                keep = next((i + 1 for i, n in enumerate(numbers) if n != "0"), 1)
            upper = [*numbers[: keep - 1], str(int(re.match(r"\d+", numbers[keep - 1])[0]) + 1)]
            parts += [f">={part[1:].strip()}", f"<{'.'.join(upper)}"]
        elif part[:1].isdigit():
            parts.append(f"=={part}")
        elif part:
            parts.append(part)
    return ",".join(parts)


def _setup_cfg(text: str) -> Iterator[tuple[str, str]]:
    import configparser

    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(text)
    except configparser.Error:
        return
    options = parser["options"] if "options" in parser else {}
    for line in options.get("install_requires", "").splitlines():
        yield from _some(requirement(line))
    if options.get("python_requires"):
        yield "python", options["python_requires"]


#: How far from a string is looked for what it is, so that a long file takes no longer than it is.
_NEAR = 200


def _setup_py(text: str) -> Iterator[tuple[str, str]]:
    # Read as text: a setup.py may be Python 2, and is never run.
    for match in re.finditer(r"""(?P<quote>['"])(?P<text>[^'"\n]*)(?P=quote)""", text):
        before = text[max(0, match.start() - _NEAR) : match.start()].rstrip()
        after = text[match.end() : match.end() + _NEAR].lstrip()
        if before.endswith(("=", ":")) or after.startswith(":"):
            if not re.search(r"(install_requires|requires?|requirements?)\s*=\s*$", before):
                continue
        if re.match(r"(?i)\s*flask\s*$", match["text"]) and re.search(r"name\s*=\s*$", before):
            continue
        yield from _some(requirement(match["text"]) if _whole(match["text"]) else None)
    python = re.search(r"""python_requires\s*=\s*['"]([^'"]+)""", text)
    if python:
        yield "python", python[1]


def _whole(text: str) -> bool:
    """Say whether a string is a requirement and nothing else."""
    match = _REQUIREMENT.match(text)
    rest = text[match.end() :].strip() if match else text
    return not rest or rest.startswith(";")


def _requirements(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        if not line.lstrip().startswith(("#", "-")):
            yield from _some(requirement(line))


def _pipfile(text: str) -> Iterator[tuple[str, str]]:
    document = load_toml(text)
    for name, value in document.get("packages", {}).items():
        if isinstance(value, dict):
            value = value.get("version", "")
        found = requirement(name)
        if found and isinstance(value, str):
            yield found[0], "" if value == "*" else value


def _some(found: tuple[str, str] | None) -> Iterator[tuple[str, str]]:
    if found is not None:
        yield found


_READERS = {
    "pyproject.toml": _pyproject,
    "setup.cfg": _setup_cfg,
    "setup.py": _setup_py,
    "Pipfile": _pipfile,
    "requirements*.txt": _requirements,
}
