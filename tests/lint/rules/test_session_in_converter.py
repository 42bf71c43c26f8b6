from helpers import reported, untouched

OLD = ">=0.12,<3.2"
CONVERTER = """\
    import flask
    from flask import session
    from werkzeug.routing import {base}

    class Own({base}):
        def {method}(self, value):
            return {value}
    """


def test_item():
    code = CONVERTER.format(base="BaseConverter", method="to_python", value="session['a']")
    reported(code, "Flask 2.0.0 matches the URL before", flask=OLD)


def test_through_the_package():
    code = CONVERTER.format(
        base="IntegerConverter", method="to_python", value="flask.session.get(value)"
    )
    reported(code, flask="==1.0.4")


def test_class_of_another_class():
    reported(
        """\
        import werkzeug.routing
        from flask import session

        class Base(werkzeug.routing.UnicodeConverter):
            pass

        class Own(Base):
            def to_python(self, value):
                if "user" in session:
                    return value
        """,
        flask=OLD,
    )


def test_before_there_were_such_contexts():
    code = CONVERTER.format(base="BaseConverter", method="to_python", value="session['a']")
    reported(code, flask="==0.6.1")


def test_the_first_release():
    code = CONVERTER.format(base="BaseConverter", method="to_python", value="session['a']")
    untouched(code, flask="==0.1")


def test_releases_where_it_works():
    code = CONVERTER.format(base="BaseConverter", method="to_python", value="session['a']")
    untouched(code, flask=">=2.0.1,<3.2")


def test_to_url():
    code = CONVERTER.format(base="BaseConverter", method="to_url", value="session['a']")
    untouched(code, flask=OLD)


def test_not_a_converter():
    untouched(
        """\
        from flask import session

        class Field:
            def to_python(self, value):
                return session[value]
        """,
        flask=OLD,
    )


def test_session_of_the_database():
    untouched(
        """\
        import flask
        from shop.db import session
        from werkzeug.routing import BaseConverter

        class Own(BaseConverter):
            def to_python(self, value):
                return session.query(value)
        """,
        flask=OLD,
    )
