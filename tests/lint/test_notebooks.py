"""
A notebook is fixed as if its owner had edited the cells: nothing else in it changes.
"""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessioncompat.lint.engine import Linter
from sessioncompat.lint.flaskrange import Range
from sessioncompat.lint.rule import all_rules
from sessioncompat.lint.source import Source

LINTER = Linter(all_rules(), Range({"flask": ">=0.12,<3.2"}, "--flask"), strict=True)
NAME = "from flask import current_app\nname = current_app.session_cookie_name"
STACK = "from flask import _request_ctx_stack\ntop = _request_ctx_stack.top"
IN_ONE = {"metadata": {"a": "é"}, "nbformat": 4, "nbformat_minor": 5}


def lines(text):
    return text.splitlines(keepends=True)


def cells(*sources, split=lines):
    return [
        {
            "cell_type": "code",
            "execution_count": 1,
            "id": f"cell-{number}",
            "metadata": {},
            "outputs": [{"name": "stdout", "output_type": "stream", "text": ["session_cookie_name"]}],
            "source": split(source),
        }
        for number, source in enumerate(sources)
    ]


def written(*sources, split=lines, **options):
    """Write a notebook as nbformat does, unless told otherwise."""
    text = {
        "cell_type": "markdown",
        "id": "text",
        "metadata": {},
        "source": split("# session_cookie_name\n\n`é`"),
    }
    options = {"indent": 1, "ensure_ascii": False, "sort_keys": True, **options}
    content = {"cells": [text, *cells(*sources, split=split)], **IN_ONE}
    return (json.dumps(content, **options) + "\n").encode()


FORMS = {
    "nbformat": {},
    "as one string": {"split": str},
    "with escapes": {"ensure_ascii": True},
    "on one line": {"indent": None},
    "with no spaces": {"indent": None, "separators": (",", ":"), "split": str},
    "with tabs": {"indent": "\t", "sort_keys": False},
}


def fixed(data, unsafe=False):
    source, _, left = LINTER.fix(Source("a.ipynb", data), unsafe=unsafe)
    assert not [finding for finding in left if finding.fixable(unsafe)]
    return source.data


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "before, after",
    [
        ([NAME], [NAME.replace(".session_cookie_name", '.config["SESSION_COOKIE_NAME"]')]),
        (  # An import in the place of another.
            [STACK + "\n"],
            ["from sessioncompat.context import get_context\ntop = get_context()\n"],
        ),
        (  # An import more, after the only line of a cell, which does not end.
            ["%matplotlib inline", "import os", "1 + 1", "from flask import Flask, _request_ctx_stack",
             "def f():\n    return _request_ctx_stack.top"],
            ["%matplotlib inline", "import os", "1 + 1",
             "from flask import Flask\nfrom sessioncompat.context import get_context",
             "def f():\n    return get_context()"],
        ),
        (  # A line less, at the end of a cell.
            ["import os\nfrom flask.helpers import total_seconds", "def f(d):\n    return total_seconds(d)"],
            ["import os", "def f(d):\n    return int(d.total_seconds())"],
        ),
        (
            ["import os\nfrom flask.helpers import total_seconds\n", "print(total_seconds(d), 'é\\n')"],
            ["import os\n", "print(int(d.total_seconds()), 'é\\n')"],
        ),
        (  # And one less than there was.
            ["from flask.helpers import total_seconds", "total_seconds(d)"],
            ["", "int(d.total_seconds())"],
        ),
        (  # Lines that end as Windows has it.
            ["import os\r\nfrom flask.helpers import total_seconds", "total_seconds(d)\r\n"],
            ["import os", "int(d.total_seconds())\r\n"],
        ),
    ],
)  # fmt: skip
def test_fixed(form, before, after):
    """
    What comes out is what nbformat would have written, and the same for all other writers.
    """
    assert fixed(written(*before, **FORMS[form])) == written(*after, **FORMS[form])


@pytest.mark.parametrize("form", FORMS)
def test_an_import_of_its_own(form):
    """
    It goes to the first cell that imports from Flask, below what the notebook says and does before.
    """
    first = "!pip install flask\nimport os\nprint('hello')"
    imports, imported = "%time import sys", "from flask.globals import app_ctx"
    use = "def load():\n    %time 1\n    return app_ctx.session"
    before = written(first, imports, imported, use, **FORMS[form])

    assert fixed(before) == written(
        first, imports, f"{imported}\nfrom sessioncompat import get_session",
        use.replace("app_ctx.session", "get_session()"), **FORMS[form],
    )  # fmt: skip


TRIED = "try:\n    import flask_shop\nexcept ImportError:\n    pass"


def test_an_import_where_nothing_comes_from_flask():
    """
    It goes to the first cell that imports anything for certain, and to the first at all if none does.
    """
    hook = "app.open_session = open_session"
    call, line = f"{hook}\nadopt_hooks(app)", "from sessioncompat import adopt_hooks\n"
    magic, imports = "%load_ext flask_shop", "import shop\n"

    assert fixed(written(magic, TRIED, imports, hook), unsafe=True) == written(
        magic, TRIED, imports + line, call
    )
    assert fixed(written(TRIED, hook), unsafe=True) == written(f"{line}\n{TRIED}", call)


def test_line_ends_of_the_file_stay():
    before, after = (
        written(text).replace(b"\n", b"\r\n")
        for text in (STACK, "from sessioncompat.context import get_context\ntop = get_context()")
    )

    assert fixed(before) == after


def test_escapes_elsewhere_stay():
    data = written("x = '\u00e9'\n" + NAME, ensure_ascii=True).replace(b"\\u00e9", b"\\u00E9")

    assert fixed(data) == data.replace(
        b".session_cookie_name\"", b".config['SESSION_COOKIE_NAME']\""
    )


@pytest.mark.parametrize(
    "magic",
    ["%matplotlib inline", "!ls session_cookie_name", "?current_app", "current_app.session_cookie_name?",
     "!ls \\\n  session_cookie_name", "for x in y:\n    !ls {x}", "%load_ext x\n%time f()"],
)  # fmt: skip
def test_magics_are_left_alone(magic):
    """
    They are not read, and what stands beside them is.
    """
    after = NAME.replace(".session_cookie_name", '.config["SESSION_COOKIE_NAME"]')

    assert fixed(written(f"{magic}\n{NAME}")) == written(f"{magic}\n{after}")
    assert fixed(written(f"{NAME}\n{magic}")) == written(f"{after}\n{magic}")


ASSIGNED = [
    "x = !ls -l", "x=!ls (", "x = !", "x, y = %magic session_cookie_name '", "x = %time f(", "x: list = !!ls",
    "x['='] = %time \"", "f(a=1).x = !it's \\\n  that\\\n\\\n'''", "if 1: x = !ls )",
    "for x in y:\n    z = %sql '''{x}", "x = (1,\n 2)\nx = !ls {", "# '\nx = !ls [", "'\\''; x = !ls '''",
]  # fmt: skip


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("magic", ASSIGNED)
def test_what_a_magic_returns(magic, ends):
    """
    It is not read, and what stands beside it is.
    """
    magic, name = (text.replace("\n", ends) + ends for text in (magic, NAME))
    key = "'SESSION_COOKIE_NAME'" if magic.count("'") > magic.count('"') else '"SESSION_COOKIE_NAME"'
    after = name.replace(".session_cookie_name", f".config[{key}]")

    for form in FORMS.values():
        assert fixed(written(magic + name, **form)) == written(magic + after, **form)
        assert fixed(written(name + magic, **form)) == written(after + magic, **form)


@pytest.mark.parametrize("magic", ASSIGNED)
def test_a_magic_is_an_expression(magic):
    """
    It is as long as it was, and the parser has nothing to complain about.
    """
    python = Source("a.ipynb", written(magic, "x")).python

    assert python.code.startswith(magic.partition("!" if "!" in magic else "%")[0].encode())
    assert len(python.code) == len(magic) + len("\n#\nx\n#\n")
    assert list(python.syntax_errors()) == []


@pytest.mark.parametrize(
    "code",
    ["x = '''\nid = %s'''", 'x = """\\"""\nid = !\n"""', "x = 'id = %s' % y", "f('a', b = %s)", "a = 1; b = !ls",
     "x += !ls", "x == !ls", "x != %a", "# x = !ls", "x = y = %time f()", "x = %%time", "x = y %z", "x = '''\ny = !ls \\"],
)  # fmt: skip
def test_no_magic(code):
    """
    Strings and comments are what they are, and IPython looks behind the first `=` alone.
    """
    assert Source("a.ipynb", written(code)).python.code == f"{code}\n#\n".encode()


def test_a_magic_binds_names():
    head = "from flask import current_app\n"
    read = "current_app.session_cookie_name"

    assert LINTER.lint(Source("a.ipynb", written(f"{head}current_app = %time f()\n{read}"))) == []
    assert LINTER.lint(Source("a.ipynb", written(f"{head}app = %time f()\n{read}")))


def test_no_magics_outside_of_notebooks():
    text = f"{NAME}\nx = !ls -l\n"

    assert "SC002" in [finding.code for finding in LINTER.lint(Source("a.py", text.encode()))]


@pytest.mark.parametrize("magic, is_python", [("%%bash", False), ("%%time", True), ("%%html", False)])
def test_cell_magics(magic, is_python):
    found = LINTER.lint(Source("a.ipynb", written(f"{magic}\n{NAME}")))

    assert [finding.code for finding in found] == ["SC101"] * is_python


def test_nothing_comes_before_a_cell_magic():
    found = LINTER.lint(Source("a.ipynb", written(f"%%time\n{TRIED}", "app.open_session = f")))

    assert [(finding.code, finding.fix) for finding in found] == [("SC302", None)]


def test_other_languages():
    data = json.loads(written(NAME))
    data["metadata"]["language_info"] = {"name": "julia"}

    assert LINTER.lint(Source("a.ipynb", json.dumps(data).encode())) == []


def test_notebooks_of_old():
    """
    Format 3 has its cells in worksheets, and their code is the input.
    """
    cell = {"cell_type": "code", "input": lines(NAME), "language": "python", "outputs": []}
    data = json.dumps({"metadata": {}, "nbformat": 3, "worksheets": [{"cells": [cell]}]}, indent=1)
    after = fixed(data.encode()).decode()

    assert after == data.replace(".session_cookie_name", '.config[\\"SESSION_COOKIE_NAME\\"]')


def test_places():
    """
    A finding stands where it stands in the file.
    """
    data = written("from flask import current_app\n", "'é', \"a\"; current_app.session_cookie_name")
    (finding,) = LINTER.lint(Source("a.ipynb", data))
    line = data.decode().splitlines()[finding.row - 1]

    assert line[finding.column - 1 : finding.end_column - 1] == "current_app.session_cookie_name"
    assert data[finding.start : finding.end] == b"current_app.session_cookie_name"


def test_known_findings():
    data = written(NAME + "  # noqa: SC101")

    assert LINTER.lint(Source("a.ipynb", data)) == []


PARTS = st.sampled_from(
    [NAME, STACK, "from flask.helpers import total_seconds", "f(total_seconds(d))", "%time x", "!ls \\",
     "x = !ls '", "x = %time f(", "x = '''\\nid = %s'''", "", "é = '\\n'", "def f():", "    return 1", "    !ls", "x = '''", "'''", "%%time", "from flask import (",
     ")", "_request_ctx_stack.pop()", "f?", "\r", "\u2028", "\ud800"]
)  # fmt: skip


@given(st.lists(st.lists(PARTS, max_size=6).map("\n".join), max_size=4), st.sampled_from(list(FORMS)))
def test_whatever_is_in_it(sources, form):
    """
    A notebook that was valid is valid afterwards, and only its code has changed.
    """
    options = {**FORMS[form], "ensure_ascii": True}
    data = written(*sources, **options)
    source, _, _ = LINTER.fix(Source("a.ipynb", data), unsafe=True)
    before, after = json.loads(data), json.loads(source.data)
    for cell, changed in zip(before["cells"], after["cells"]):
        if cell["cell_type"] == "code":
            assert type(changed["source"]) is type(cell["source"])
            # Nobody ends a line of code with a separator of Unicode.
            if isinstance(cell["source"], list) and "\u2028" not in "".join(sources):
                assert changed["source"] == lines("".join(changed["source"]))
            cell["source"] = changed["source"] = None

    assert before == after


@given(st.binary(max_size=200), st.integers(0, 900))
def test_damaged(junk, place):
    data = written(NAME, STACK)

    LINTER.fix(Source("a.ipynb", data[:place] + junk), unsafe=True)
    LINTER.fix(Source("a.ipynb", data[:place] + junk + data[place:]), unsafe=True)
