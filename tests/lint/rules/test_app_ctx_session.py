from helpers import fixed, untouched


def test_probed_class():
    untouched(
        "from flask.globals import app_ctx\nif hasattr(app_ctx, 'session'):\n    app_ctx.session\n"
    )


def test_aliased():
    fixed(
        "from flask.globals import app_ctx as ctx\nprint(ctx.session)\n",
        "from flask.globals import app_ctx as ctx\nfrom sessioncompat import get_session\n"
        "print(get_session())\n",
    )


def test_new_range():
    untouched("from flask.globals import app_ctx\nx = app_ctx.session\n", flask=">=3.2,<3.3")


def test_context_of_sessioncompat():
    fixed(
        "from sessioncompat.context import get_app_context\nx = get_app_context().session\n",
        "from sessioncompat import get_session\n"
        "from sessioncompat.context import get_app_context\nx = get_session()\n",
    )
