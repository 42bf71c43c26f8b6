from helpers import reported, untouched

CODE = """\
    from flask.sessions import SessionInterface

    class Sessions(SessionInterface):
        def open_session(self, app, request):
            data = {}
            return {}
    """


def test_variable():
    reported(CODE.format("dict(a=1)", "data"))


def test_comprehension():
    reported(CODE.format("1", "{k: v for k, v in load()}"))


def test_class():
    untouched(CODE.format("1", "StoredSession({})"))


def test_none():
    untouched(CODE.format("{}", "None"))


def test_unknown():
    untouched(CODE.format("load()", "data"))


def test_range():
    untouched(CODE.format("1", "{}"), flask="<3.1.3")
