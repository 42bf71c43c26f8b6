from helpers import fixed, reported, untouched


def test_deep():
    fixed(
        "from flask.ext.wtf.file import FileField as F\n",
        "from flask_wtf.file import FileField as F\n",
    )


def test_module_of_an_extension():
    fixed("from flask.ext import login\n", "import flask_login as login\n")


def test_star():
    fixed("from flask.ext.wtf import *\n", "from flask_wtf import *\n")


def test_plain_import():
    reported("import flask.ext.login\n", "`flask_login`")


def test_direct():
    untouched("from flask_login import current_user\n")


def test_extension_called_ext():
    untouched("from shop import ext\nfrom shop.ext import flask\n")


def test_guarded():
    untouched(
        """\
        try:
            from flask_login import current_user
        except ImportError:
            from flask.ext.login import current_user
        """
    )


def test_old_range():
    untouched("from flask.ext.login import current_user\n", flask="<1.0")
