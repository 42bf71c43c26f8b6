from helpers import reported, untouched

HEAD = "from flask.sessions import SessionMixin\n"
METHODS = ("__getitem__", "__setitem__", "__delitem__", "__iter__", "__len__")


def _class(*methods):
    body = "".join(f"    def {name}(self, *a): pass\n" for name in methods)
    return f"{HEAD}class S(SessionMixin):\n{body or '    pass'}\n"


def test_one_missing():
    reported(_class(*METHODS[:-1]), "`__len__`")


def test_all_there():
    untouched(_class(*METHODS))


def test_unknown_base():
    untouched(f"{HEAD}class S(SessionMixin, Document):\n    pass\n")


def test_dict():
    untouched(f"{HEAD}class S(dict, SessionMixin):\n    pass\n")


def test_base_of_others():
    untouched(f"{HEAD}class S(SessionMixin):\n    pass\nclass T(dict, S):\n    pass\n")


def test_old_range():
    untouched(_class("__getitem__"), flask="<1.0")
