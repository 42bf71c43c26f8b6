from helpers import reported, untouched

VIEW = """\
    from flask import Markup, flash, session
    from flask_session import Session

    def view():
        {}
    """


def test_item():
    reported(VIEW.format("session['note'] = Markup('<b>')"), "gone in Flask-Session 0.7")


def test_flash_of_a_variable():
    reported(VIEW.format("text = Markup('<b>')\n        flash(text, 'info')"))


def test_through_the_module():
    reported(
        """\
        import flask
        import markupsafe
        import flask_session
        flask.flash(markupsafe.Markup("<b>"))
        """
    )


def test_text():
    untouched(VIEW.format("flash(str(Markup('<b>')))\n        session['note'] = 'x'"))


def test_read():
    untouched(VIEW.format("return Markup(session['note'])"))


def test_cookie_sessions():
    untouched(
        """\
        from flask import Markup, flash
        flash(Markup("<b>"))
        """
    )


def test_flash_of_another():
    untouched(
        """\
        from flask import Markup
        from flask_session import Session
        from shop.messages import flash
        flash(Markup("<b>"))
        """
    )
