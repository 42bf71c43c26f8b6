"""
Each room keeps its door.

Every rule here is a function of the sources, given by module name, that returns what breaks it.
That makes two tests of each: the package keeps it, and a planted break is found.
"""

import ast
import functools
import pathlib
import re
import subprocess

import pytest
from interpreters import interpreter

import sessioncompat
from sessioncompat.history import BY_PATH

NAME = "sessioncompat"
PACKAGE = pathlib.Path(__file__).parent.parent / NAME

# A module imports from the layers above its own and from no other. What is in none of them is
# built on top: it may import everything up to the front door, and nothing up to there imports it.
LAYERS = [
    ["history", "releases"],
    ["features"],
    ["_before_0_8"],
    ["sessions"],
    ["accessed", "responses", "memory"],
    ["completed"],
    ["extension"],
    ["context"],
    [""],  # The front door.
]
LAYER = {room: number for number, rooms in enumerate(LAYERS) for room in rooms}
PYTHON_3_ONLY = "lint"
# What starts the lint, and nothing but that.
DOORS_TO_THE_LINT = ("__main__", "flake8")


def load():
    """The source of every module, by name."""
    sources = {}
    for path in PACKAGE.rglob("*.py"):
        parts = [NAME, *path.relative_to(PACKAGE).with_suffix("").parts]
        if parts[-1] == "__init__":
            parts.pop()
        sources[".".join(parts)] = path.read_text(encoding="utf-8")
    return sources


SOURCES = load()


def room(module):
    """`sessioncompat.testing.kit` is in the room `testing`; the front door's name is empty."""
    return module.partition(".")[2].partition(".")[0]


def is_package(module, sources):
    return any(other.startswith(module + ".") for other in sources)


@functools.lru_cache(maxsize=None)
def tree_of(text):
    """A module's tree. Each planted break leaves all modules but one as they are."""
    return ast.parse(text)


@functools.lru_cache(maxsize=None)
def import_statements(text):
    tree = tree_of(text)
    # What only type checkers import goes no way at all.
    unseen = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    statements = (ast.Import, ast.ImportFrom)
    return [node for node in ast.walk(tree) if isinstance(node, statements) and node not in unseen]


def imports(module, sources):
    """The names of the modules that a module imports, here or anywhere, with the line."""
    found = []
    for node in import_statements(sources[module]):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        else:
            start = node.module
            if node.level:
                parts = module.split(".")
                up = node.level - is_package(module, sources)
                start = ".".join([*parts[: len(parts) - up], *filter(None, [node.module])])
            for alias in node.names:
                longer = start + "." + alias.name
                found.append((longer if longer in sources else start, node.lineno))
    return found


def ours(module, sources):
    return [
        (name, line)
        for name, line in imports(module, sources)
        if name == NAME or name.startswith(NAME + ".")
    ]


def against_the_layers(sources):
    for module in sources:
        here = room(module)
        for imported, line in ours(module, sources):
            there = room(imported)
            if here == there and here not in LAYER:
                continue
            if PYTHON_3_ONLY in (here, there):
                allowed = there in LAYERS[0] or here in DOORS_TO_THE_LINT
            elif (here, there) == ("", "cookies"):
                # Only where a module cannot wait until it is asked: Python before 3.7.
                allowed = True
            else:
                allowed = LAYER.get(there, len(LAYERS)) < LAYER.get(here, len(LAYERS) + 1)
            if not allowed:
                yield f"{module}:{line} imports {imported}"


def in_circles(sources):
    graph = {module: {name for name, _ in ours(module, sources)} for module in sources}
    finished = set()

    def visit(module, trail):
        if module in trail:
            yield " -> ".join([*trail[trail.index(module) :], module])
        elif module not in finished:
            for imported in sorted(graph.get(module, ())):
                yield from visit(imported, [*trail, module])
            finished.add(module)

    for module in sorted(graph):
        yield from visit(module, [])


def flask_in_the_lint(sources):
    for module in sources:
        if room(module) == PYTHON_3_ONLY:
            for imported, line in imports(module, sources):
                if imported.partition(".")[0] in ("flask", "werkzeug", "itsdangerous"):
                    yield f"{module}:{line} imports {imported}"


def universal(sources):
    return {name: text for name, text in sources.items() if room(name) != PYTHON_3_ONLY}


PYTHON_3_SYNTAX = {
    "AnnAssign": "annotates a variable",
    "AsyncFor": "is asynchronous",
    "AsyncFunctionDef": "is asynchronous",
    "AsyncWith": "is asynchronous",
    "Await": "is asynchronous",
    "JoinedStr": "has an f-string",
    "MatMult": "multiplies matrices",
    "Match": "has a match",
    "NamedExpr": "has a walrus",
    "Nonlocal": "has a nonlocal",
    "TryStar": "has an except*",
    "YieldFrom": "has a yield from",
}


def python_3_only(sources):
    for module, text in universal(sources).items():
        for node in ast.walk(tree_of(text)):
            reason = PYTHON_3_SYNTAX.get(type(node).__name__) or newer_than_python_2(node)
            if reason:
                yield f"{module}:{getattr(node, 'lineno', '?')} {reason}"
        for match in re.finditer(r"\*\w+,\s*\)", text):
            yield f"{module}:{text.count(chr(10), 0, match.start()) + 1} has a comma after **"
        head = "".join(text.splitlines(keepends=True)[:2])
        if not text.isascii() and not re.search(r"coding[:=]\s*utf-8", head):
            yield f"{module} is not ASCII and does not say `# coding: utf-8`"


def newer_than_python_2(node):
    if isinstance(node, ast.arg) and node.annotation or getattr(node, "returns", None):
        return "has an annotation"
    if isinstance(node, ast.arguments) and (node.kwonlyargs or node.posonlyargs):
        return "has arguments by position or by keyword only"
    if isinstance(node, ast.ClassDef) and node.keywords:
        return "has a class with keywords"
    if isinstance(node, ast.Raise) and node.cause:
        return "has a raise from"
    if isinstance(node, ast.Dict) and None in node.keys:
        return "unpacks into a dict"
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        if any(isinstance(item, ast.Starred) for item in node.elts):
            return "unpacks into a list"
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        if node.func.id == "super" and not node.args:
            return "calls super() without arguments"
    return None


def strings(tree):
    """Every string that is no docstring, with its parents."""
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if not isinstance(parents[node], ast.Expr):
                yield node, parents[node]


def facts_nobody_keeps(sources):
    for module, text in sources.items():
        for node in ast.walk(tree_of(text)):
            if isinstance(node, ast.Call) and node.args:
                called = getattr(node.func, "id", getattr(node.func, "attr", ""))
                path = node.args[0]
                if called in ("has", "has_name", "needs_flask") and isinstance(path, ast.Constant):
                    if path.value not in BY_PATH:
                        yield f"{module}:{node.lineno} asks for {path.value!r}"


# A release, perhaps of something and perhaps compared: "2.3", "Flask>=2.3". Four numbers are an
# address, and a sentence around it makes it prose.
RELEASE = re.compile(r"([\w-]+\s*)?([<>=!~]=?\s*)?\d+\.\d+(\.\d+)?")


def releases_outside_history(sources):
    for module, text in sources.items():
        tree = tree_of(text)
        if room(module) not in LAYERS[0]:
            for node, parent in strings(tree):
                if RELEASE.fullmatch(node.value) and not names_a_version(parent):
                    yield f"{module}:{node.lineno} knows of {node.value!r}"
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr == "__version__":
                yield f"{module}:{node.lineno} reads a __version__"
            if isinstance(node, ast.Compare) and compares_numbers(node):
                yield f"{module}:{node.lineno} compares {ast.unparse(node)}"


def names_a_version(parent):
    """Whether it is our own version or, as in `SARIF_VERSION`, that of something else."""
    return isinstance(parent, ast.Assign) and any(
        re.fullmatch("__version__|[A-Z]+_VERSION", getattr(target, "id", ""))
        for target in parent.targets
    )


def compares_numbers(node):
    sides = [node.left, *node.comparators]
    if any(ast.unparse(side).startswith("sys.version_info") for side in sides):
        return False
    return any(
        isinstance(side, ast.Tuple)
        and side.elts
        and all(isinstance(item, ast.Constant) and type(item.value) is int for item in side.elts)
        for side in sides
    )


PICKLES = {"pickle", "cPickle", "_pickle", "cloudpickle", "dill", "joblib", "shelve"}


def unpickling(sources):
    for module, text in sources.items():
        tree = tree_of(text)
        local = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    if alias.name in PICKLES:
                        local.add(alias.asname or alias.name)
        for node in ast.walk(tree):
            name = None
            if isinstance(node, ast.ImportFrom) and node.module in PICKLES and not node.level:
                name = next((one.name for one in node.names if loads(one.name)), None)
            elif isinstance(node, ast.Attribute) and loads(node.attr):
                name = node.attr if getattr(node.value, "id", None) in local else None
            elif isinstance(node, ast.Call) and "import" in ast.unparse(node.func):
                name = next((one for one in map(constant, node.args) if one in PICKLES), None)
            if name:
                yield f"{module}:{node.lineno} unpickles with {name}"


def loads(name):
    return "load" in name.lower() or "unpickler" in name.lower() or name in ("*", "open")


def constant(node):
    return getattr(node, "value", None)


def undocumented(namespace):
    return [name for name in namespace.__all__ if not getattr(namespace, name).__doc__]


RULES = [
    against_the_layers,
    in_circles,
    flask_in_the_lint,
    python_3_only,
    facts_nobody_keeps,
    releases_outside_history,
    unpickling,
]

# What each rule is there to find: the module to plant it in, and the line.
BREAKS = [
    (against_the_layers, "history", "from .features import has"),
    (against_the_layers, "history", "import sessioncompat.sessions"),
    (against_the_layers, "features", "from .sessions import SessionMixin"),
    (against_the_layers, "features", "from . import __version__"),
    (against_the_layers, "sessions", "from . import extension"),
    (against_the_layers, "accessed", "def later():\n    from . import responses"),
    (against_the_layers, "extension", "from .testing import Kit"),
    (against_the_layers, "context", "from .cookies import hardened"),
    (against_the_layers, "extension", "import sessioncompat.bridge.install"),
    (against_the_layers, "features", "from .lint import engine"),
    (against_the_layers, "testing.kit", "from ..lint.engine import run"),
    (against_the_layers, "bridge", "from sessioncompat.lint import engine"),
    (against_the_layers, "lint.engine", "from ..features import has"),
    (against_the_layers, "lint.rules.one", "from ... import sessions"),
    (in_circles, "features", "from . import sessions"),
    (in_circles, "history", "def later():\n    import sessioncompat"),
    (in_circles, "testing.browser", "from .kit import Kit"),
    (flask_in_the_lint, "lint.engine", "import flask"),
    (flask_in_the_lint, "lint.rules.one", "from flask.sessions import SessionMixin"),
    (python_3_only, "features", "def has(path: str): pass"),
    (python_3_only, "features", "def has(path) -> bool: pass"),
    (python_3_only, "features", "known: dict = {}"),
    (python_3_only, "features", "text = f'{1}'"),
    (python_3_only, "features", "def has(path, *, strict): pass"),
    (python_3_only, "features", "class Fact(metaclass=type): pass"),
    (python_3_only, "features", "class Fact(dict):\n    def keys(self): super().keys()"),
    (python_3_only, "features", "def has(\n    path,\n    **options,\n): pass"),
    (python_3_only, "features", "both = {**{}}"),
    (python_3_only, "features", "name = 'caf\u00e9'"),
    (python_3_only, "testing.kit", "raise KeyError from None"),
    (facts_nobody_keeps, "sessions", "has('flask.sessions.SessionInterface.bake')"),
    (facts_nobody_keeps, "context", "features.has('flask.bake')"),
    (facts_nobody_keeps, "testing.requests", "needs_flask('flask.bake', 'It bakes.')"),
    (releases_outside_history, "sessions", "added = '2.3'"),
    (releases_outside_history, "lint.rules.one", "rule = Rule(since='0.10.1')"),
    (releases_outside_history, "bridge", "needs = 'Flask>=2.3'"),
    (releases_outside_history, "features", "old = flask.__version__ is None"),
    (releases_outside_history, "features", "old = installed < (2, 3)"),
    (unpickling, "cookies.legacy", "import pickle\npickle.loads(b'')"),
    (unpickling, "cookies.legacy", "import cPickle as safe\nsafe.Unpickler(None)"),
    (unpickling, "cookies.legacy", "from pickle import loads as read"),
    (unpickling, "bridge", "__import__('pickle')"),
    (unpickling, "memory", "import shelve\nshelve.open('sessions')"),
]

# What looks alike and is fine.
KEEPS = [
    (against_the_layers, "lint.engine", "from ..history import BY_PATH\nfrom . import source"),
    (against_the_layers, "__main__", "from .lint import cli"),
    (against_the_layers, "cookies", "from .. import sessions\nfrom ..extension import completes"),
    (in_circles, "lint.engine", "from . import source"),
    (python_3_only, "lint.engine", "def run(path: str) -> None: f'{path}'"),
    (releases_outside_history, "demo", "host = '127.0.0.1'"),
    (releases_outside_history, "lint.rules.one", "message = 'It is gone in Flask 2.3.'"),
    (releases_outside_history, "lint.reports.sarif", "SARIF_VERSION = '2.1.0'"),
    (releases_outside_history, "features", "old = sys.version_info < (3, 7)"),
    (unpickling, "sessions", "pickle_based = False\nimport json\njson.loads('1')"),
]


def planted(module, line):
    name = NAME + "." + module
    others = ["lint", "lint.source", "lint.engine", "cookies", "cookies.hardened", "bridge"]
    sources = {f"{NAME}.{other}": "" for other in [*others, "bridge.install"]}
    sources.update(SOURCES)
    sources[name] = sources.get(name, "") + "\n" + line + "\n"
    return sources


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_package_keeps_the_rule(rule):
    assert list(rule(SOURCES)) == []


@pytest.mark.parametrize("rule, module, line", BREAKS)
def test_a_break_is_found(rule, module, line):
    found = list(rule(planted(module, line)))

    assert found and all(NAME + "." + module in one for one in found)


@pytest.mark.parametrize("rule, module, line", KEEPS)
def test_what_keeps_the_rule_is_left_alone(rule, module, line):
    assert list(rule(planted(module, line))) == []


def test_history_imports_nothing_of_ours():
    assert ours(NAME + ".history", SOURCES) == []


def test_the_core_is_there():
    """The layers name modules that exist, so that none is left unguarded by a new name."""
    assert {room(module) for module in SOURCES} >= set(LAYER)


def test_every_public_name_has_a_docstring():
    assert undocumented(sessioncompat) == []


def test_a_missing_docstring_is_found():
    class Namespace:
        __all__ = ["bare"]
        bare = staticmethod(lambda: None)

    assert undocumented(Namespace) == ["bare"]


def not_python_2(python, sources, tmp_path):
    """What Python 2.7 itself cannot compile."""
    for module, text in universal(sources).items():
        (tmp_path / module).write_text(text, encoding="utf-8")
    script = """if 1:
    import sys
    for path in sys.argv[1:]:
        try:
            compile(open(path).read(), path, "exec", 0, True)
        except SyntaxError as error:
            print("%s: %s" % (path, error))
    """
    paths = [str(tmp_path / module) for module in universal(sources)]
    return subprocess.run([python, "-c", script, *paths], capture_output=True, text=True)


@pytest.fixture
def python_2():
    return interpreter("2.7") or pytest.skip("There is no Python 2.7 here. Install it with pyenv.")


def test_python_2_compiles_every_universal_module(python_2, tmp_path):
    result = not_python_2(python_2, SOURCES, tmp_path)

    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_python_2_tells_what_it_cannot_compile(python_2, tmp_path):
    result = not_python_2(python_2, planted("features", "text = f'{1}'"), tmp_path)

    assert NAME + ".features: invalid syntax" in result.stdout
