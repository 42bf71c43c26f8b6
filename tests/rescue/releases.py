"""
The releases that are to be rescued: `releases.toml`, read.
"""

import pathlib
import tomllib
from dataclasses import dataclass, field

HERE = pathlib.Path(__file__).parent
SOURCE = HERE / "releases.toml"


@dataclass(frozen=True)
class Release:
    """One release, with what it is given and what is asked of it."""

    name: str
    version: str
    # The small app in apps/ that uses the release, and what that has to know about it.
    app: str
    settings: dict = field(default_factory=dict)
    # What is bridged: the modules of the release, and sometimes of what it stands on, or the app.
    modules: tuple = ()
    extras: tuple = ()
    # What it required, as it was on the release's day wherever that still installs. It is complete.
    pins: tuple = ()
    # What its setup.py is run with.
    build: tuple = ("setuptools==84.2.1",)
    # Out of reach: what Python 3 says to it. The bridged run has to say so, too.
    python2: str = ""
    # Why it stays broken, for the table.
    note: str = ""

    @property
    def requirement(self):
        return f"{self.name}=={self.version}"

    @property
    def requirements(self):
        return (self.requirement, *self.pins)


def load(source=SOURCE):
    """All releases, in the order of the file. A release has all that its family says, or its own."""
    families = tomllib.loads(source.read_text(encoding="utf-8"))
    return [
        Release(name, version, **merged(families, family, own))
        for name, family in families.items()
        for version, own in family["releases"].items()
    ]


def merged(families, family, own):
    """A family may be `like` another one, and then says only what is different."""
    found = {}
    for layer in (families.get(family.get("like"), {}), family, own):
        settings = {**found.get("settings", {}), **layer.get("settings", {})}
        found = {**found, **layer, "settings": settings}
    return {key: value for key, value in found.items() if key not in ("releases", "like")}
