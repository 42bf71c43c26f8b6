"""The number warns before it goes; the metadata has it on any Flask."""

from claims import has, since, version, warns

needs = since("flask.__version__")
works = ~warns("flask.__version__")
error = (AttributeError, DeprecationWarning)
after = has("python.importlib.metadata.version")
strict = ".*__version__.* Flask"


def does(page):
    return page.modern().startswith(version("flask").partition(".dev")[0])
