from helpers import reported, untouched

CODE = """\
    from flask.sessions import SessionMixin

    class S(dict, SessionMixin):
        def __setattr__(self, name, value):
            {}
    """


def test_items():
    reported(CODE.format("self.data[name] = value"))


def test_super():
    untouched(CODE.format("super().__setattr__(name, value)"))


def test_lets_it_through():
    untouched(CODE.format("if name != 'accessed': self[name] = value"))


def test_no_session():
    untouched("import flask\nclass S(dict):\n    def __setattr__(self, n, v): self[n] = v\n")
