from helpers import reported, untouched

CODE = """\
    from flask.sessions import SessionMixin

    class S(dict, SessionMixin):
        @{}
        def accessed(self):
            return True
    {}
    """


def test_cached():
    reported(CODE.format("property", ""))


def test_setter():
    untouched(
        CODE.format("property", "    @accessed.setter\n        def accessed(self, v):\n            pass")
    )


def test_old_range():
    untouched(CODE.format("property", ""), flask="<3.1.3")


def test_no_session():
    untouched("import flask\nclass S:\n    @property\n    def accessed(self): pass\n")


SLOTS = """\
    from flask.sessions import SessionInterface

    class S(dict):
        __slots__ = ("sid"{})

    class Sessions(SessionInterface):
        def open_session(self, app, request):
            return S()
    """


def test_slots():
    reported(SLOTS.format(","), "`__slots__` of `S`")


def test_slots_with_room():
    untouched(SLOTS.format(', "accessed"'))
