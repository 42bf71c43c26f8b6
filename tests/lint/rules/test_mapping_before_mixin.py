from helpers import fixed, untouched


def test_three_bases():
    fixed(
        """\
        import collections
        from flask import sessions

        class S(Base, collections.MutableMapping, sessions.SessionMixin, metaclass=M):
            pass
        """,
        """\
        import collections
        from flask import sessions

        class S(Base, sessions.SessionMixin, collections.MutableMapping, metaclass=M):
            pass
        """,
    )


def test_fallback_import():
    fixed(
        """\
        try:
            from collections.abc import MutableMapping
        except ImportError:
            from collections import MutableMapping
        from flask.sessions import SessionMixin

        class S(MutableMapping, SessionMixin): pass
        """,
        """\
        try:
            from collections.abc import MutableMapping
        except ImportError:
            from collections import MutableMapping
        from flask.sessions import SessionMixin

        class S(SessionMixin, MutableMapping): pass
        """,
    )


def test_dict_first():
    untouched("from flask.sessions import SessionMixin\nclass S(dict, SessionMixin): pass\n")


def test_user_dict():
    untouched(
        """\
        from collections import UserDict
        from flask.sessions import SessionMixin
        class S(UserDict, SessionMixin): pass
        """
    )


def test_sqlalchemy_mixin():
    untouched(
        """\
        from collections.abc import MutableMapping
        from shop.models import SessionMixin
        class S(MutableMapping, SessionMixin): pass
        """
    )


def test_old_range():
    untouched(
        """\
        from collections import MutableMapping
        from flask.sessions import SessionMixin
        class S(MutableMapping, SessionMixin): pass
        """,
        flask="<1.0",
    )
