"""
The table of releases is what the installed Flask says of itself.
"""

import re

import pytest
from conftest import metadata, version

from sessioncompat.history import release
from sessioncompat.releases import RELEASES, REQUIRED, UPCOMING


def floor_of(package):
    """The oldest release of a package that the installed Flask asks for, or None."""
    for requirement in metadata.requires("flask") or ():
        match = re.match(r"(?i)%s\b\s*\(?[^;]*?>=?\s*([\d.]+)" % package, requirement)
        if match:
            return match.group(1)
    return None


@pytest.mark.parametrize("package", sorted(REQUIRED))
def test_what_flask_asks_for(package):
    """
    The oldest release that Flask asks for is in the table, from the Flask on that first did.
    """
    asked = floor_of(package)
    if asked is None:
        pytest.skip("This Flask does not say which %s it needs." % package)
    flask = release(version("flask"))
    since = [first for first in REQUIRED[package] if release(first) <= flask]
    known = REQUIRED[package][max(since, key=release)]

    width = max(len(release(asked)), len(release(known)))
    assert padded(asked, width) == padded(known, width)


def padded(text, width):
    return (release(text) + (0,) * width)[:width]


def test_this_flask_is_a_release():
    if release(version("flask")) >= release(UPCOMING["flask"]):
        pytest.skip("This Flask is not released.")

    assert version("flask") in RELEASES["flask"]
