from helpers import fixed, untouched

CODE = """\
    {}
    class Sessions{}:
        def open_session(self, app, request):
            pass

        def save_session(self, app, session, response):
            pass

    app.session_interface = Sessions()
    """


def test_old_style_class():
    fixed(
        CODE.format("from flask import Flask", ""),
        CODE.format(
            "from flask import Flask\n    from flask.sessions import SessionInterface",
            "(SessionInterface)",
        ),
        flask=">=0.8",
    )


def test_before_0_8():
    fixed(
        CODE.format("from flask import Flask", "(object)"),
        CODE.format(
            "from flask import Flask\n    from sessioncompat import SessionInterface",
            "(SessionInterface)",
        ),
        flask=">=0.7",
    )


def test_derived():
    untouched(CODE.format("from flask.sessions import SessionInterface", "(SessionInterface)"))


def test_unknown_base():
    untouched(CODE.format("import flask", "(Base)"))


def test_fallback_base():
    untouched(
        CODE.format(
            "try:\n        from flask.sessions import SessionInterface\n    except ImportError:\n"
            "        class SessionInterface(object):\n            pass\n",
            "(SessionInterface)",
        )
    )


def test_no_flask():
    untouched(CODE.format("import shop", "(object)"))
