from helpers import fixed, reported, untouched

CLASS = "from flask.sessions import SessionMixin\nclass S(SessionMixin, MutableMapping): pass\n"


def test_new_range():
    fixed(
        "from collections import MutableMapping\n" + CLASS,
        "from collections.abc import MutableMapping\n" + CLASS,
        flask=">=2.0",
    )


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
