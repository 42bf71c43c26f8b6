"""
A name in a string that is looked up when the code runs is as gone as one in an import.
"""

import pytest

from sessioncompat.lint.engine import Linter
from sessioncompat.lint.finding import Sure
from sessioncompat.lint.flaskrange import Range
from sessioncompat.lint.rule import all_rules
from sessioncompat.lint.source import Source

SPECS = {"flask": ">=0.12,<3.3", "werkzeug": ">=0.14", "flask_session": ">=0.3"}
LINTER = Linter(all_rules(), Range(SPECS, "--flask"), strict=True)


def found(code, path="test_shop.py"):
    return LINTER.lint(Source(path, code.encode()))


def codes(code):
    return [finding.code for finding in found(code)]


GONE = {
    "flask._request_ctx_stack": ["SC103"],
    "flask._request_ctx_stack.top": ["SC103"],
    "flask.globals._app_ctx_stack.top": ["SC103"],
    "flask.sessions.total_seconds": ["SC109"],
    "flask.helpers.total_seconds": ["SC109"],
    "flask.ext.session": ["SC125"],
    "flask.ext.session.Session": ["SC125"],
    "flask.json.JSONEncoder.default": ["SC132"],
    "flask.sessions._tag": ["SC108"],
    "flask.__version__": ["SC202"],
    "werkzeug.contrib.cache.SimpleCache": ["SC121"],
    "werkzeug.contrib.securecookie.SecureCookie": ["SC121"],
    "werkzeug.security.safe_str_cmp": ["SC122"],
    "itsdangerous.json": ["SC120"],
    "flask_session.sessions.RedisSessionInterface": ["SC129"],
    "flask.session": [],
    "flask.request": [],
    "flask.sessions.SecureCookieSession.total_seconds": [],
    "flask.templating": [],
    "flask._request_ctx_stack_of_mine": [],
    "shop.views._request_ctx_stack": [],
}


@pytest.mark.parametrize("name, expected", GONE.items())
def test_what_is_found(name, expected):
    """
    The rule of the name itself finds it, and says the same.
    """
    assert codes(f'import mock\n\nmock.patch("{name}")\n') == expected


NAME = "flask._request_ctx_stack.top"


@pytest.mark.parametrize(
    "code",
    [
        "from unittest import mock\n@mock.patch({})\ndef test(top): pass",
        "from unittest.mock import patch\nwith patch({}, None): pass",
        "try:\n    from unittest import mock\nexcept ImportError:\n    import mock\nmock.patch({})",
        "from mock import patch as p\np(target={})",
        "from mock import patch\n@patch.multiple({}, x=1)\ndef f(): pass",
        "from mock import patch\npatch.dict({}, x=1)",
        "def test(monkeypatch): monkeypatch.setattr({}, None)",
        "def test(monkeypatch): monkeypatch.delattr({})",
        "def test(monkeypatch):\n    with monkeypatch.context() as m:\n        m.setattr({}, None)",
        "import pytest\nwith pytest.MonkeyPatch.context() as mp:\n    mp.setattr({}, None)",
        "import pytest\nmp = pytest.MonkeyPatch()\nmp.setattr({}, None)",
        "def test(mocker): return mocker.patch({})",
        "def test(session_mocker): session_mocker.patch.dict({})",
        "from werkzeug.utils import import_string\nimport_string({})",
        "import importlib\nimportlib.import_module({})",
        "from importlib import import_module\nimport_module(name={})",
        "__import__({})",
        "from mock import patch\npatch({}, new=1, create=True)",
    ],
)
@pytest.mark.parametrize("prefix", ["", "u", "r"])
def test_proved(code, prefix):
    for quote in ("'", '"'):
        findings = found(code.format(f"{prefix}{quote}{NAME}{quote}"))

        assert [(one.code, one.sure, one.fix) for one in findings] == [("SC103", Sure.PROVED, None)]


@pytest.mark.parametrize(
    "code",
    [
        "patch({})",
        "from shop import patch\npatch({})",
        "import mock\nmock.patch.object({}, 'x')",
        "import mock\nmock.patch(other, {})",
        "import mock\nmock.patch(**dict(target={}))",
        "import mock\nmock.call({})",
        "import mock\nmock.patch(f({}))",
        "import mock\nmock.patch({} + x)",
        "import mock\nmock.patch(target, **{{'a': {}}})",
        "monkeypatch.setattr({}, None)",
        "def test(monkeypatch): monkeypatch.setattr({}, 'top', None)",
        "def test(monkeypatch): monkeypatch.setenv({}, 'top')",
        "def test(self): self.monkeypatch.setattr({}, None)",
        "def test(mocker):\n    mocker = other()\n    mocker.patch({})",
        "def test(mocker): mocker.stub({})",
        "from werkzeug.utils import import_string\nimport_string({}, silent=True)",
        "def __import__(name): pass\n__import__({})",
        "import mock\nm = m.context() or mock\nm.setattr({})",
        "while True:\n    m = m.context()\n    m.setattr({})",
        "import mock\nif hasattr(flask, '_request_ctx_stack'):\n    mock.patch({})",
        "import importlib\ntry:\n    importlib.import_module({})\nexcept ImportError: pass",
        "import importlib, pytest\nwith pytest.raises(ImportError):\n    importlib.import_module({})",
        "import mock\nmock.patch({})  # noqa: SC103",
    ],
)
def test_not_proved(code):
    assert codes("import flask\n" + code.format(f'"{NAME}"')) == []


def test_what_may_be_missing():
    """
    What a call forgives is the last part of the name, and nothing before it.
    """
    gone = "flask._request_ctx_stack"
    forgiving = (
        'import mock\nmock.patch("{0}", create=True)\n'
        'def test(monkeypatch):\n    monkeypatch.setattr("{0}", 1, raising=False)\n'
    )

    assert codes(forgiving.format(gone)) == []
    assert codes(forgiving.format(f"{gone}.top")) == ["SC103", "SC103"]
    assert codes(forgiving.format(gone).replace("False", "True").replace("create=True", "create=False")) == [
        "SC103", "SC103"
    ]  # fmt: skip


@pytest.mark.parametrize("quote", ["'", '"', "'''"])
def test_fixed_where_the_string_is_all_there_is(quote):
    before = f"import importlib\nimportlib.import_module(u{quote}flask.ext.session{quote})\n"
    source, fixed, left = LINTER.fix(Source("a.py", before.encode()))

    assert len(fixed) == 1 and left == []
    assert source.data.decode() == before.replace("flask.ext.session", "flask_session")


def test_python_2():
    code = (
        "import mock\nprint 'testing'\n@mock.patch('flask._request_ctx_stack.top')\n"
        "def test(top):\n    try:\n        pass\n    except ValueError, error:\n        print error\n"
    )

    assert codes(code) == ["SC103"]


def test_a_range_without_the_end():
    linter = Linter(all_rules(), Range({"flask": "<2"}, "--flask"), strict=True)

    assert linter.lint(Source("a.py", b'import mock\nmock.patch("flask._request_ctx_stack.top")')) == []
