from helpers import reported, untouched

CLASS = "from flask.sessions import SessionMixin\nclass S(SessionMixin, MutableMapping): pass\n"


def test_python_3_alone():
    from sessioncompat.lint.engine import Linter
    from sessioncompat.lint.flaskrange import Range
    from sessioncompat.lint.rules.collections_abc import rule
    from sessioncompat.lint.source import Source

    linter = Linter([rule], Range({"flask": ">=2.0", "python": ">=3.8"}, "x"), strict=True)
    source = Source("a.py", ("from collections import MutableMapping\n" + CLASS).encode())

    assert linter.fix(source)[0].data.startswith(b"from collections.abc import MutableMapping\n")


def test_with_others():
    reported("from collections import MutableMapping, OrderedDict\n" + CLASS)


def test_attribute():
    reported(
        "import collections\nfrom flask.sessions import SessionMixin\n"
        "class S(SessionMixin, collections.MutableMapping): pass\n"
    )


def test_no_session():
    untouched("import flask\nfrom collections import MutableMapping\nclass S(MutableMapping): pass\n")


def test_new_home():
    untouched("from collections.abc import MutableMapping\n" + CLASS)


def test_guarded():
    untouched(
        "try:\n    from collections.abc import MutableMapping\nexcept ImportError:\n"
        "    from collections import MutableMapping\n" + CLASS
    )
