"""
What is installed here, as the installer wrote it down.

Flask has told its own version only from 0.7 to 3.1, and Python reads what
installers write only since 3.8; before that, setuptools does.
"""

import re

try:
    from importlib import metadata
except ImportError:
    try:
        import importlib_metadata as metadata
    except ImportError:
        metadata = None

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


class Distribution(object):
    """
    One installed distribution.

    .. attribute:: name, version

        As it calls itself.

    .. attribute:: requires

        The names of what it needs, in lower case with hyphens.

    .. attribute:: paths

        The modules and packages that it put beside the others, sorted.
    """

    def __init__(self, name, version, requires, paths):
        self.name = name
        self.version = version
        self.requires = requires
        self.paths = paths

    def __repr__(self):
        return "<Distribution %s %s>" % (self.name, self.version)


def installed(name):
    """Return the release of a distribution that is installed, or None."""
    if metadata is not None:
        try:
            return metadata.version(name)
        except metadata.PackageNotFoundError:
            return None
    versions = [one.version for one in _from_setuptools() if normal(one.name) == normal(name)]
    return versions[0] if versions else None


def everything():
    """Yield every distribution there is, once, the one that would be imported."""
    seen = set()
    for one in _from_metadata() if metadata is not None else _from_setuptools():
        if normal(one.name) not in seen:
            seen.add(normal(one.name))
            yield one


def normal(name):
    """Return a name as an index knows it: ``Flask_Session`` is ``flask-session``."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _from_metadata():
    for found in metadata.distributions():
        name = found.metadata["Name"]
        # What was broken off while it was installed has no name.
        if name:
            files = [str(path) for path in found.files or ()]
            paths = [str(found.locate_file(top)) for top in _tops(files)]
            yield Distribution(name, found.version, _names(found.requires or ()), paths)


def _from_setuptools():
    try:
        import pkg_resources
    except ImportError:
        return
    for found in pkg_resources.working_set:
        files = []
        for record in ("RECORD", "installed-files.txt"):
            if found.has_metadata(record):
                lines = found.get_metadata_lines(record)
                files = [line.partition(",")[0].lstrip("./") for line in lines]
                break
        paths = ["%s/%s" % (found.location, top) for top in _tops(files)]
        requires = [requirement.project_name for requirement in found.requires()]
        yield Distribution(found.project_name, found.version, _names(requires), paths)


def _tops(files):
    """Return what stands beside other packages, of all files of a distribution."""
    found = set()
    for path in files:
        parts = path.replace("\\", "/").split("/")
        if path.endswith(".py") and ".." not in parts:
            found.add(parts[0])
    return sorted(found)


def _names(requires):
    """Return the names in requirements, without those of extras nobody asked for."""
    return set(
        normal(_NAME.match(text.strip()).group())
        for text in requires
        if _NAME.match(text.strip()) and "extra ==" not in text.replace("  ", " ")
    )
