"""
The lint has one door to the rest of the package, and none to Flask.
"""

import ast
import pathlib
import sys

import pytest

import sessioncompat.lint

HOME = pathlib.Path(sessioncompat.lint.__file__).parent
FILES = sorted(HOME.rglob("*.py"))
ALLOWED = {
    "jinja2", "lsprotocol", "markupsafe", "packaging", "pygls", "stringzilla", "tree_sitter",
    "tree_sitter_python", "tomli", "tomllib",
}  # fmt: skip
STANDARD = set(sys.stdlib_module_names)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(HOME)))
def test_imports(path):
    """
    Outside the lint only history.py and releases.py are imported, and few others' packages.
    """
    depth = len(path.relative_to(HOME).parts)
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.level > depth:
            names = [node.module] if node.module else [alias.name for alias in node.names]
            assert set(names) <= {"history", "releases"}, f"{path} imports {names}. It may not."
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            assert node.module.partition(".")[0] in STANDARD | ALLOWED
        elif isinstance(node, ast.Import):
            for alias in node.names:
                assert alias.name.partition(".")[0] in STANDARD | ALLOWED


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(HOME)))
def test_every_module_says_what_it_is_for(path):
    assert ast.get_docstring(ast.parse(path.read_text())), f"{path} needs a docstring."


def test_every_rule_is_a_file_with_a_test():
    """
    A rule is two new files: what its page shows is tested for all of them, the rest in its own.
    """
    here = pathlib.Path(__file__).parent / "rules"
    rules = {path.stem for path in (HOME / "rules").glob("*.py")} - {"__init__"}
    tests = {path.stem[len("test_") :] for path in here.glob("test_*.py")}

    assert tests <= rules, f"No rule is called {tests - rules}."
    assert rules <= tests, f"Add tests/lint/rules/test_*.py for {rules - tests}."
