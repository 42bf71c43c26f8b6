import pytest
from helpers import fixed, reported, untouched

from sessioncompat.lint.finding import Sure

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


def test_older_namespace():
    fixed(
        """\
        from flaskext.babel import gettext as _
        """,
        """\
        from flask_babel import gettext as _
        """,
        unsafe=True,
    )


def test_older_namespace_as_a_module():
    reported(
        """\
        import flaskext.babel
        flaskext.babel.get_locale = None
        """,
        "Import `flask_babel`",
    )


def test_namespace_of_the_project(tmp_path):
    package = tmp_path / "flaskext"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "wtf.py").write_text("")

    untouched("from flaskext.wtf import Form\n", path=str(tmp_path / "test_form.py"))


def test_namespace_with_another_way():
    untouched(
        """\
        try:
            from flaskext.babel import gettext as _
        except ImportError:
            _ = str
        """
    )


def test_namespace_that_an_extension_never_left():
    untouched("from flaskext.markdown import Markdown\n")


SETTINGS = "import flask\nNOISE = {}\n"


@pytest.mark.parametrize(
    "before, after",
    [
        ("'flask.ext.captcha.helpers.dots'", "'flask_captcha.helpers.dots'"),
        ("('flask.ext.captcha.helpers.dots',)", "('flask_captcha.helpers.dots',)"),
        ("{'a': ['flask.ext.captcha.helpers.dots']}", "{'a': ['flask_captcha.helpers.dots']}"),
    ],
)
def test_object_in_a_setting(before, after):
    """
    What looks it up is somewhere else, so this is only likely.
    """
    reported(SETTINGS.format(before), "`flask_captcha.helpers.dots`", sure=Sure.LIKELY)
    fixed(SETTINGS.format(before), SETTINGS.format(after), unsafe=True)


@pytest.mark.parametrize(
    "value",
    [
        "'flask.ext.captcha'",
        "getLogger('flask.ext.captcha.helpers')",
        "'see flask.ext.captcha.helpers.dots'",
        "'flaskext.captcha.helpers.dots'",
        "a == 'flask.ext.captcha.helpers.dots'",
    ],
)
def test_other_strings(value):
    untouched(SETTINGS.format(value))


TRIED = """\
    try:
        from {} import SQLAlchemy
    except ImportError:
        from {} import SQLAlchemy
    """
OLDER, OLD, NEW = "flaskext.sqlalchemy", "flask.ext.sqlalchemy", "flask_sqlalchemy"


def test_instead_of_what_is_older():
    """
    Where both ways are closed, the second is where it ends.
    """
    fixed(TRIED.format(OLDER, OLD), TRIED.format(OLDER, NEW))
    fixed(TRIED.format(OLD, OLDER), TRIED.format(OLD, NEW), unsafe=True)


@pytest.mark.parametrize("tried", [(NEW, OLD), (OLD, NEW), (NEW, OLDER)])
def test_beside_what_is_new(tried):
    untouched(TRIED.format(*tried))


def test_a_third_way():
    untouched(
        """\
        try:
            from flaskext.wtf import Form
        except ImportError:
            try:
                from flask.ext.wtf import Form
            except ImportError:
                from flask_wtf import Form
        """
    )


def test_a_third_way_around():
    untouched(
        """\
        try:
            try:
                from flaskext.wtf import Form
            except ImportError:
                from flask.ext.wtf import Form
        except ImportError:
            from flask_wtf import Form
        """
    )
