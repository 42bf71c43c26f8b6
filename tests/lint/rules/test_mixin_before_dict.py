from helpers import fixed, untouched


def test_callback_dict():
    fixed(
        """\
        from flask.sessions import SessionMixin
        from werkzeug.datastructures import CallbackDict
        class S(SessionMixin, CallbackDict): pass
        """,
        """\
        from flask.sessions import SessionMixin
        from werkzeug.datastructures import CallbackDict
        class S(CallbackDict, SessionMixin): pass
        """,
    )


def test_own_dict():
    fixed(
        """\
        from flask.sessions import SessionMixin
        class Data(dict): pass
        class S(SessionMixin, Data): pass
        """,
        """\
        from flask.sessions import SessionMixin
        class Data(dict): pass
        class S(Data, SessionMixin): pass
        """,
    )


def test_right_order():
    untouched("from flask.sessions import SessionMixin\nclass S(dict, SessionMixin): pass\n")


def test_own_methods():
    untouched(
        """\
        from flask.sessions import SessionMixin
        class S(SessionMixin, dict):
            def __getitem__(self, key):
                return dict.__getitem__(self, key)
        """
    )


def test_unknown_bases():
    untouched("from flask.sessions import SessionMixin\nclass S(SessionMixin, Document): pass\n")
