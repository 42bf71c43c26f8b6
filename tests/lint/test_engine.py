"""
Reading whatever there is to read, and leaving alone what was not asked for.
"""

import gc
import os
import textwrap
import weakref

import pytest

from sessioncompat.lint.configs import Configs
from sessioncompat.lint.discovery import Files, is_framework
from sessioncompat.lint.engine import Linter
from sessioncompat.lint.flaskrange import BadRange, Range, caret, find
from sessioncompat.lint.globs import matches
from sessioncompat.lint.rule import all_rules
from sessioncompat.lint.source import Source, declared_encoding

LINTER = Linter(all_rules(), strict=True)
USE = b"from flask import current_app\ncurrent_app.session_cookie_name\n"


def codes(data):
    return [finding.code for finding in LINTER.lint(Source("a.py", data))]


@pytest.mark.parametrize(
    "prefix",
    [
        b"",
        b"\xef\xbb\xbf",
        b"# coding: latin-1\n# \xe4\xf6\xfc\n",
        b"# -*- coding: cp1252 -*-\nx = '\x93'\n",
        b"# coding: gbk\nx = '\xb1\xed\xb1\\'\n",
        b"# coding: no-such-codec\nx = '\xff'\n",
        b"x = '\xff\xfe'  # neither ASCII nor UTF-8\n",
        "# \U0001f355\n".encode(),
        b"print 'hello'\nexec 'x'\nraise E, 'x'\nx = `1` <> 0777L\n",
        b"try:\n    pass\nexcept E, e:\n    pass\n",
        b"match x:\n    case [1, *_]: pass\ntype A = int\n",
        b"async def f[T](x: T) -> T: await x\n",
        b"\x0c\n",
    ],
)
def test_any_source(prefix):
    assert codes(prefix + USE) == ["SC101"]


def test_line_ends():
    assert codes(USE.replace(b"\n", b"\r\n")) == ["SC101"]
    assert codes(USE.rstrip()) == ["SC101"]


def test_a_hole_does_not_hide_the_rest():
    found = codes(b"from flask import current_app\nx = = 1 1 1\ncurrent_app.session_cookie_name\n")

    assert set(found) == {"SC002", "SC101"}


def test_hostile_input():
    for data in (
        USE + b"(" * 50_000,
        USE + b"x = " + b"[" * 3_000 + b"]" * 3_000,
        USE + b"\n" + b"if 1:\n" * 3,
        b"current_app.session_cookie_name" * 3 + b"flask",
        b"flask" + bytes(range(1, 256)) * 20 + b"\nsession_cookie_name",
    ):
        codes(data)


def test_deep_nesting_is_reported():
    assert codes(b"from flask import current_app\nx = " + b"[" * 3_000 + b"current_app.session_cookie_name" + b"]" * 3_000) == ["SC001"]


def test_nul_bytes_are_reported():
    assert codes(USE + b"\0") == ["SC001"]


def test_large_files_are_reported(monkeypatch):
    from sessioncompat.lint import source

    monkeypatch.setattr(source, "MAX_BYTES", 50)
    assert codes(USE) == ["SC001"]


def test_a_failing_rule_is_reported():
    from sessioncompat.lint.rule import Rule

    rule = Rule("shop.rules.broken", "SC999")

    @rule.check("session_cookie_name")
    def check(use):
        raise KeyError("oops")

    linter = Linter([*all_rules(), rule])
    messages = [f.message for f in linter.lint(Source("a.py", USE)) if f.code == "SC001"]

    assert messages and "SC999 broken failed here with KeyError" in messages[0]


def test_fixing_again_changes_nothing():
    first, made, _ = LINTER.fix(Source("a.py", USE))
    second, again, _ = LINTER.fix(first)

    assert made and not again
    assert first.data == second.data


def test_many_rules_in_one_file():
    before = """\
        # a comment
        '''A docstring.'''
        from __future__ import print_function

        import os
        from flask import Flask, _request_ctx_stack
        from flask.ext.login import current_user
        from flask.helpers import total_seconds
        from collections import MutableMapping
        from flask.sessions import SessionMixin

        class S(MutableMapping, SessionMixin):
            pass

        app = Flask(__name__)
        app.session_cookie_name = 'a'

        def use(s):
            _request_ctx_stack.top.session = s
            return total_seconds(app.permanent_session_lifetime)
        """
    after = """\
        # a comment
        '''A docstring.'''
        from __future__ import print_function

        import os
        from flask import Flask
        from sessioncompat import set_session
        from flask_login import current_user
        try:
            from collections.abc import MutableMapping
        except ImportError:
            from collections import MutableMapping
        from flask.sessions import SessionMixin

        class S(SessionMixin, MutableMapping):
            pass

        app = Flask(__name__)
        app.config['SESSION_COOKIE_NAME'] = 'a'

        def use(s):
            set_session(s)
            return int(app.permanent_session_lifetime.total_seconds())
        """
    source, _, left = LINTER.fix(
        Source("a.py", textwrap.dedent(before).encode()), Range({"flask": ">=0.12,<3.2"}, "x")
    )

    assert source.data.decode() == textwrap.dedent(after)
    assert [finding.code for finding in left] == ["SC111"]


def test_encodings():
    assert declared_encoding(b"#!/usr/bin/python\n# vim: set fileencoding=koi8-r :\n") == "koi8-r"
    assert declared_encoding(b"x = 1\n# coding: latin-1\n") == "utf-8"
    assert declared_encoding(b"\xef\xbb\xbfx") == "utf-8-sig"


# Which files


def test_discovery(tmp_path):
    for name in (
        "a.py", "b.pyi", "c.txt", "build/d.py", ".venv/e.py", "env/pyvenv.cfg", "env/f.py",
        "ignored/g.py", "kept/h.py", "kept/gen_i.py", "x.egg-info/j.py",
    ):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("")
    (tmp_path / "script").write_text("#!/usr/bin/env python\n")
    (tmp_path / "shell").write_text("#!/bin/sh\n")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("ignored/\ngen_*.py\n")

    found = [os.path.relpath(path, tmp_path) for path in Files().find([str(tmp_path)])]
    named = list(Files(Configs({"exclude": ("*.py",)})).find([str(tmp_path / "build" / "d.py")]))

    assert sorted(found) == ["a.py", "b.pyi", "kept/h.py", "script"]
    assert len(named) == 1


@pytest.mark.parametrize("path", ["a.py", "a.ipynb"])
def test_a_file_that_was_read_is_let_go(path):
    """
    Without waiting for garbage to be collected: a tree takes a lot of room.
    """
    source = Source(path, b"from flask import current_app")
    assert source.python.code is not None
    left = weakref.ref(source)
    gc.disable()
    try:
        del source
        assert left() is None
    finally:
        gc.enable()


def test_globs():
    assert matches("a/b/c.py", "b")
    assert matches("a/b/c.py", "a/**/*.py")
    assert matches("a/b/c.py", "**/c.py")
    assert matches("tests/x.py", "tests/*")
    assert not matches("a/bc.py", "b")


def test_globs_see_the_dot_of_a_hidden_file():
    assert matches(".hidden/a.py", ".hidden")
    assert matches("./.hidden.py", ".*")
    assert matches("../.hidden/a.py", ".hidden/*.py")
    assert not matches("./a.py", ".*")
    assert not matches("../a.py", ".*")
    assert not matches(".hidden.py", "hidden.py")


def test_flask_itself(tmp_path):
    package = tmp_path / "src" / "flask"
    package.mkdir(parents=True)
    for name in ("__init__.py", "ctx.py", "globals.py", "sessions.py"):
        (package / name).write_text("")

    assert is_framework(str(package / "sessions.py"))
    assert not is_framework(str(tmp_path / "src" / "shop.py"))


# Ranges


@pytest.mark.parametrize(
    "name, text, oldest, newest",
    [
        ("pyproject.toml", '[project]\ndependencies = ["Flask>=1.0,<2"]\n', "1.0", "1.1.4"),
        ("pyproject.toml", '[tool.poetry.dependencies]\nflask = "^2.1"\n', "2.1.0", "2.3.3"),
        ("setup.cfg", "[options]\ninstall_requires =\n    flask >= 0.9, < 0.11\n", "0.9", "0.10.1"),
        ("setup.py", "setup(name='Flask-X', install_requires=['Flask>=0.8'])\n", "0.8", "3.1.3"),
        ("setup.py", "print 'py2'\nsetup(install_requires=[\n 'Flask==0.10.1', # x\n])\n", "0.10.1", "0.10.1"),
        ("requirements.txt", "# x\n-r other\nFlask[async]~=2.2.0 ; python_version>'3'\n", "2.2.0", "2.2.5"),
        ("requirements-web.txt", "flask>=3\n", "3.0.0", "3.1.3"),
        ("Pipfile", '[packages]\nflask = {version = "==1.0.2"}\n', "1.0.2", "1.0.2"),
        ("setup.py", "setup(name='Flask')\n", "3.1.3", "3.1.3"),
        ("requirements.txt", "flask-login\nflask\n", "3.1.3", "3.1.3"),
        ("requirements.txt", "flask<2.3\n", "2.2.5", "2.2.5"),
        ("pyproject.toml", "this is no TOML", "3.1.3", "3.1.3"),
    ],
)
def test_metadata(tmp_path, name, text, oldest, newest):
    (tmp_path / ".git").mkdir()
    (tmp_path / name).write_text(text)
    span = find(str(tmp_path)).flask

    assert (span.oldest, span.newest) == (oldest, newest)


def test_no_metadata(tmp_path):
    (tmp_path / ".git").mkdir()

    assert find(str(tmp_path)).flask.releases == ("3.1.3",)


def test_a_project_ends_at_its_root(tmp_path):
    """What stands around a repository, or around another work tree of one, is not its own."""
    (tmp_path / "requirements.txt").write_text("flask<2.3\n")
    tree = tmp_path / "tree"
    (tree / "shop").mkdir(parents=True)
    (tree / ".git").write_text("gitdir: elsewhere\n")

    assert find(str(tree / "shop")).flask.newest == "3.1.3"
    assert find(str(tmp_path / "other")).flask.newest == "2.2.5"


def test_a_setup_py_of_many_strings(tmp_path):
    """Looked at together with all that stands before it, each would take longer than the last."""
    (tmp_path / ".git").mkdir()
    many = "".join(f"    'package{number}',\n" for number in range(60_000))
    (tmp_path / "setup.py").write_text(f"setup(install_requires=[\n{many}    'flask<2.3',\n])\n")

    assert find(str(tmp_path)).flask.newest == "2.2.5"


def test_upcoming_release_counts_when_named():
    assert Range({"flask": ">=3.1"}).flask.newest == "3.1.3"
    assert Range({"flask": ">=3.1,<3.3"}).flask.newest == "3.2"


def test_werkzeug_follows_flask():
    assert Range({"flask": ">=1.0"}, "x").span("werkzeug").oldest == "0.14"
    assert Range({"flask": "==3.1.0"}, "x").span("werkzeug").oldest == "3.1.0"


def test_bad_range():
    with pytest.raises(BadRange):
        Range({"flask": "oops"}).flask


def test_carets():
    assert caret("^1.2") == ">=1.2,<2"
    assert caret("^0.12.1") == ">=0.12.1,<0.13"
    assert caret("~2.0") == ">=2.0,<2.1"
    assert caret("1.0") == "==1.0"
    assert caret("*") == ""


def test_a_name_the_parser_made_up():
    """
    A missing name is nowhere, and looking for it comes to an end.
    """
    assert Source("a.py", b"x = 1").occurrences("") == []


def test_undecodable_bytes_in_an_edit():
    source = Source("a.py", b"from flask.helpers import total_seconds\nx = total_seconds(a['\xff'])\n")
    fixed, made, _ = LINTER.fix(source)

    assert made
    assert fixed.data == b"x = int(a['\xff'].total_seconds())\n"
