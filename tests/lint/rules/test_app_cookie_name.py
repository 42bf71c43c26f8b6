import pytest
from helpers import findings, fixed, reported, untouched

from sessioncompat.lint.finding import Sure


def test_current_app_through_an_alias():
    fixed(
        """\
        from flask import current_app as app
        name = app.session_cookie_name
        """,
        """\
        from flask import current_app as app
        name = app.config["SESSION_COOKIE_NAME"]
        """,
    )


def test_module_alias():
    fixed(
        """\
        import flask as f

        def name():
            return f.current_app.session_cookie_name
        """,
        """\
        import flask as f

        def name():
            return f.current_app.config["SESSION_COOKIE_NAME"]
        """,
    )


def test_star_import():
    fixed(
        """\
        from flask import *
        print current_app.session_cookie_name
        """,
        """\
        from flask import *
        print current_app.config["SESSION_COOKIE_NAME"]
        """,
    )


def test_constructed():
    fixed(
        """\
        from flask import Flask
        app = Flask(__name__)
        print(app.session_cookie_name)
        """,
        """\
        from flask import Flask
        app = Flask(__name__)
        print(app.config["SESSION_COOKIE_NAME"])
        """,
    )


def test_factory():
    fixed(
        """\
        from flask import Flask

        def create_app():
            application = Flask(__name__)
            return application

        site = create_app()
        print(site.session_cookie_name)
        """,
        """\
        from flask import Flask

        def create_app():
            application = Flask(__name__)
            return application

        site = create_app()
        print(site.config["SESSION_COOKIE_NAME"])
        """,
    )


def test_parameters_of_hooks():
    fixed(
        """\
        from flask.sessions import SessionInterface

        class Sessions(SessionInterface):
            def open_session(self, a, request):
                return request.cookies.get(a.session_cookie_name)
        """,
        """\
        from flask.sessions import SessionInterface

        class Sessions(SessionInterface):
            def open_session(self, a, request):
                return request.cookies.get(a.config["SESSION_COOKIE_NAME"])
        """,
    )


def test_attribute_set_in_init_app():
    fixed(
        """\
        import flask

        class Extension:
            def init_app(self, app):
                self.site = app

            def name(self):
                return self.site.session_cookie_name
        """,
        """\
        import flask

        class Extension:
            def init_app(self, app):
                self.site = app

            def name(self):
                return self.site.config["SESSION_COOKIE_NAME"]
        """,
    )


def test_annotation():
    fixed(
        """\
        from __future__ import annotations
        from typing import TYPE_CHECKING, Optional
        if TYPE_CHECKING:
            from flask import Flask

        def name(site: Optional[Flask] = None) -> str:
            return site.session_cookie_name
        """,
        """\
        from __future__ import annotations
        from typing import TYPE_CHECKING, Optional
        if TYPE_CHECKING:
            from flask import Flask

        def name(site: Optional[Flask] = None) -> str:
            return site.config["SESSION_COOKIE_NAME"]
        """,
    )


def test_inside_an_f_string():
    fixed(
        """\
        from flask import current_app
        text = f"{current_app.session_cookie_name}="
        """,
        """\
        from flask import current_app
        text = f"{current_app.config['SESSION_COOKIE_NAME']}="
        """,
    )


def test_quotes_of_the_file():
    fixed(
        """\
        from flask import current_app
        a = 'b', 'c', current_app.session_cookie_name
        """,
        """\
        from flask import current_app
        a = 'b', 'c', current_app.config['SESSION_COOKIE_NAME']
        """,
    )


def test_encoding_line_ends_and_tabs_stay():
    fixed(
        b"# -*- coding: latin-1 -*-\r\nfrom flask import current_app\r\nif 1:\r\n"
        b"\tx = u'\xe4', current_app.session_cookie_name  # \xfc\r\n\x0c\r\ny = 1",
        b"# -*- coding: latin-1 -*-\r\nfrom flask import current_app\r\nif 1:\r\n"
        b"\tx = u'\xe4', current_app.config['SESSION_COOKIE_NAME']  # \xfc\r\n\x0c\r\ny = 1",
    )


def test_multibyte_encoding():
    text = "# coding: shift_jis\nfrom flask import current_app\nx = '\u8868', current_app.{}\n"
    fixed(
        text.format("session_cookie_name").encode("shift_jis"),
        text.format("config['SESSION_COOKIE_NAME']").encode("shift_jis"),
    )


def test_only_likely():
    reported(
        """\
        from flask import request
        from site import app

        def name():
            return app.session_cookie_name
        """,
        "SESSION_COOKIE_NAME",
        sure=Sure.LIKELY,
    )


def test_no_config_before_0_3():
    reported(
        """\
        from flask import current_app
        name = current_app.session_cookie_name
        """,
        flask=">=0.2,<3.2",
    )


def test_old_range():
    untouched(
        """\
        from flask import current_app
        name = current_app.session_cookie_name
        """,
        flask=">=0.12,<2.3",
    )


def test_own_property():
    untouched(
        """\
        from flask import Flask

        class Shop(Flask):
            @property
            def session_cookie_name(self):
                return "shop"

        app = Shop(__name__)
        print(app.session_cookie_name)
        """
    )


def test_config_object_of_another_kind():
    untouched(
        """\
        import flask
        from settings import conf
        name = conf.flask.session_cookie_name
        """
    )


def test_quart():
    untouched(
        """\
        from quart import current_app
        name = current_app.session_cookie_name
        """
    )


def test_parameter_that_hides_the_import():
    untouched(
        """\
        from flask import current_app

        def name(current_app: dict):
            return current_app.session_cookie_name
        """
    )


def test_rebound():
    untouched(
        """\
        from flask import current_app
        current_app = object()
        name = current_app.session_cookie_name
        """
    )


def test_hasattr():
    untouched(
        """\
        from flask import current_app
        if hasattr(current_app, "session_cookie_name"):
            name = current_app.session_cookie_name
        else:
            name = current_app.config["SESSION_COOKIE_NAME"]
        """
    )


def test_conditional_expression():
    untouched(
        """\
        import flask
        def name(app: flask.Flask):
            return app.session_cookie_name if hasattr(app, "session_cookie_name") else "session"
        """
    )


def test_try():
    untouched(
        """\
        from flask import current_app
        try:
            name = current_app.session_cookie_name
        except AttributeError:
            name = current_app.config["SESSION_COOKIE_NAME"]
        """
    )


def test_version_compared():
    untouched(
        """\
        from flask import current_app
        from importlib.metadata import version
        OLD = version("flask") < "2.3"
        name = current_app.session_cookie_name if OLD else None
        """
    )


def test_early_return():
    untouched(
        """\
        from flask import current_app
        def name():
            if not hasattr(current_app, "session_cookie_name"):
                return current_app.config["SESSION_COOKIE_NAME"]
            return current_app.session_cookie_name
        """
    )


def test_flag_of_the_object():
    untouched(
        """\
        from flask.sessions import SessionInterface

        class Sessions(SessionInterface):
            old = True

            def __init__(self, app):
                self.old = hasattr(app, "session_cookie_name")

            def open_session(self, app, request):
                if self.old:
                    return app.session_cookie_name
        """
    )


def test_comment_and_string():
    untouched(
        """\
        from flask import current_app
        # current_app.session_cookie_name
        text = "current_app.session_cookie_name"
        """
    )


def test_noqa():
    untouched(
        """\
        from flask import current_app
        a = current_app.session_cookie_name  # noqa: SC101
        b = current_app.session_cookie_name  # noqa
        c = current_app.session_cookie_name  # noqa: E501, app-cookie-name
        """
    )


def test_noqa_for_the_file():
    untouched(
        """\
        # sessioncompat: noqa: SC101
        from flask import current_app
        a = current_app.session_cookie_name
        """
    )


def test_noqa_of_another_rule():
    fixed(
        """\
        from flask import current_app
        a = current_app.session_cookie_name  # noqa: E501
        """,
        """\
        from flask import current_app
        a = current_app.config["SESSION_COOKIE_NAME"]  # noqa: E501
        """,
    )


def test_what_a_property_of_ones_own_reads():
    fixed(
        """\
        from flask import Flask

        class Shop(Flask):
            @property
            def session_cookie_name(self):
                return super(Shop, self).session_cookie_name + "_http"
        """,
        """\
        from flask import Flask

        class Shop(Flask):
            @property
            def session_cookie_name(self):
                return self.config["SESSION_COOKIE_NAME"] + "_http"
        """,
    )


SESSIONS = """\
    from flask.sessions import SessionInterface

    class Sessions(SessionInterface):
        def open_session(self, app, request):
            return request.cookies.get(app.session_cookie_name)
    """


def test_property_in_a_file_nearby(tmp_path):
    (tmp_path / "app.py").write_text(
        "class Shop(Flask):\n    @property\n    def session_cookie_name(self):\n        return 'a'\n"
    )
    (tmp_path / "web").mkdir()
    for path in (tmp_path / "sessions.py", tmp_path / "web" / "sessions.py"):
        path.write_text("")
        untouched(SESSIONS, path=str(path))


def test_nothing_nearby(tmp_path):
    (tmp_path / "app.py").write_text("app = Flask('a')\napp.session_cookie_name = 'shop'\n")
    path = tmp_path / "sessions.py"
    path.write_text("")

    assert findings(SESSIONS, path=str(path))


def test_super_of_something_else():
    untouched(
        """\
        import flask

        class Settings(Base):
            @property
            def session_cookie_name(self):
                return super().session_cookie_name
        """
    )


SIGNER = """\
from itsdangerous import Signer

def unsigned(app, name, value):
    if name == app.session_cookie_name:
        return Signer(app.secret_key).unsign(value)
"""


def test_beside_what_signs_the_cookie():
    """
    Helpers of tests often import nothing of Flask but its signer.
    """
    reported(SIGNER, "is gone", sure=Sure.LIKELY)


@pytest.mark.parametrize(
    "before, after",
    [
        ("itsdangerous", "shop.signing"),
        ("from its", "import quart\nfrom its"),
        ("(app,", "(app: Shop,"),
        ("app.session", "shop.session"),
        ("def unsigned(app, ", "app = Shop()\ndef unsigned("),
    ],
)
def test_beside_another_signer(before, after):
    code = SIGNER.replace(before, after)
    assert code != SIGNER

    untouched(code)


@pytest.mark.parametrize(
    "line", ["session_cookie_name = app.session_cookie_name", "session_cookie_name=app .session_cookie_name"]
)
def test_variable_of_the_same_name_nearby(tmp_path, line):
    """
    What is read from the application is no attribute that a class of the project brings.
    """
    (tmp_path / "cookies.py").write_text(f"def cookie(app):\n    {line}\n")
    path = tmp_path / "sessions.py"
    path.write_text("")

    assert findings(SESSIONS, path=str(path))


def test_attribute_of_a_class_nearby(tmp_path):
    (tmp_path / "app.py").write_text("class Shop(Flask):\n    session_cookie_name = 'shop'\n")
    path = tmp_path / "sessions.py"
    path.write_text("")

    untouched(SESSIONS, path=str(path))
