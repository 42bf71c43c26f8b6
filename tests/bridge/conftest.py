"""
What every test of the bridge needs: old code, and the certainty that nothing stays behind.
"""

import importlib
import importlib.util
import pathlib
import sys
import textwrap
import types
import warnings

import pytest

import flask
from sessioncompat import bridge as the_bridge

ROOT = pathlib.Path(__file__).parent.parent
spec = importlib.util.spec_from_file_location("matrix_conftest", ROOT / "matrix" / "conftest.py")
matrix = importlib.util.module_from_spec(spec)
spec.loader.exec_module(matrix)
pytest_terminal_summary = matrix.pytest_terminal_summary

# What Flask and Werkzeug work out once, they have worked out.
flask.Flask("todays").test_client().get("/")

TOUCHED = ("collections", "flask", "itsdangerous", "jinja2", "markupsafe", "werkzeug")


def snapshot():
    """Everything that a patch could change, by identity."""
    found = {"meta_path": list(sys.meta_path)}
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] not in TOUCHED or not isinstance(module, types.ModuleType):
            continue
        found[name] = type(module)
        for key, value in list(vars(module).items()):
            # A module that is imported meanwhile becomes an attribute of its package.
            if not isinstance(value, types.ModuleType) and key != "__warningregistry__":
                found[name, key] = value
            if isinstance(value, type) and value.__module__.partition(".")[0] in TOUCHED:
                found[value] = type(value)
                for attribute, thing in vars(value).items():
                    if not attribute.startswith(("_abc_", "__abstract")):
                        found[value, attribute] = thing
                        found[value, attribute, "class"] = type(thing)
    return found


def differences(before, after):
    gone = object()
    return sorted(
        str(key)
        for key in before.keys() | after.keys()
        if before.get(key, gone) is not after.get(key, gone)
        and before.get(key, gone) != after.get(key, gone)
        # A module that was imported meanwhile.
        and (key in before or not isinstance(key, tuple) or key[0] in before)
        and not (isinstance(key, str) and key not in before)
        and not (isinstance(key, type) and key not in before)
    )


@pytest.fixture(autouse=True)
def nothing_stays():
    """Uninstall at the end of each test, and find everything as it was, by identity."""
    before = snapshot()
    yield
    the_bridge.uninstall()
    assert differences(before, snapshot()) == []


@pytest.fixture
def old(tmp_path, monkeypatch):
    """Write source into a module, import it, and return it."""
    monkeypatch.syspath_prepend(str(tmp_path))
    names = []

    def write(source, name="old_code"):
        path = tmp_path.joinpath(*name.split(".")).with_suffix(".py")
        for folder in list(path.relative_to(tmp_path).parents)[:-1]:
            (tmp_path / folder).mkdir(parents=True, exist_ok=True)
            (tmp_path / folder / "__init__.py").touch()
        path.write_text(textwrap.dedent(source))
        importlib.invalidate_caches()
        names.append(name)
        sys.modules.pop(name, None)
        return importlib.import_module(name)

    yield write
    for name in names:
        while name:
            sys.modules.pop(name, None)
            name = name.rpartition(".")[0]


@pytest.fixture
def install():
    """Install the bridge for the old code of a test, and let its warnings pass."""

    def function(for_modules=("old_code",), extras=()):
        warnings.simplefilter("ignore", the_bridge.SessionCompatWarning)
        # What a test has tried without the bridge is imported anew.
        sys.modules.pop("old_code", None)
        the_bridge.install(for_modules, extras)

    with warnings.catch_warnings():
        yield function


@pytest.fixture
def used():
    """The codes of what has been used, in the order of the lines."""
    return lambda: [use.code for use in sorted(the_bridge.report(), key=lambda use: use.line)]
