from helpers import reported, untouched

USE = """\
    import pickle
    from flask import Flask, current_app
    from flask_session import Session

    {}
    """


def test_dumps():
    reported(
        USE.format("current_app.session_interface.serializer.dumps({})"),
        "`dumps` of the serializer is gone in Flask-Session 0.7",
        "Use `encode`",
    )


def test_replaced():
    reported(
        USE.format("app = Flask('a')\n    app.session_interface.serializer = pickle"),
        "Give it one with `encode` and `decode`",
    )


def test_asks_only_whether_there_is_one():
    reported(
        USE.format(
            "if hasattr(current_app.session_interface, 'serializer'):\n"
            "        current_app.session_interface.serializer.loads(b'')"
        )
    )


def test_new_methods():
    untouched(USE.format("current_app.session_interface.serializer.decode(b'')"))


def test_both_sides():
    untouched(
        USE.format(
            "s = current_app.session_interface\n"
            "    if hasattr(s.serializer, 'decode'):\n"
            "        s.serializer.decode(b'')\n"
            "    else:\n"
            "        s.serializer.loads(b'')"
        )
    )


def test_serializer_with_the_new_methods():
    untouched(
        USE.format(
            "class Json:\n"
            "        def encode(self, session): pass\n"
            "        def decode(self, data): pass\n"
            "    current_app.session_interface.serializer = Json()"
        )
    )


def test_without_the_extension():
    untouched(
        """\
        from flask import current_app
        current_app.session_interface.serializer.dumps({})
        """
    )


def test_something_elses_serializer():
    untouched(USE.format("current_app.tokens.serializer.dumps({})"))


def test_signing_serializer():
    untouched(
        USE.format("current_app.session_interface.get_signing_serializer(current_app).dumps({})")
    )
