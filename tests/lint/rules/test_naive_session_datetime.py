from helpers import reported, untouched

from sessioncompat.lint.finding import Sure

VIEW = """\
    import datetime as dt
    from datetime import datetime, timezone
    from flask import session

    def idle():
        {}
    """


def test_compared():
    reported(
        VIEW.format("return session['seen'] < datetime.utcnow()"),
        "from the session is gone in Werkzeug 2.0",
        sure=Sure.LIKELY,
    )


def test_get_through_variables():
    reported(
        VIEW.format(
            "now = dt.datetime.now()\n        seen = session.get('seen')\n        return now - seen"
        ),
        "`now` has none",
    )


def test_through_the_package():
    reported(
        """\
        import datetime
        import flask
        age = datetime.datetime.utcnow() - flask.session.pop("seen")
        """
    )


def test_aware():
    untouched(VIEW.format("return datetime.now(timezone.utc) - session['seen']"))


def test_made_naive():
    untouched(
        VIEW.format("return datetime.utcnow() - session['seen'].replace(tzinfo=None)")
    )


def test_text_that_is_parsed():
    untouched(
        VIEW.format(
            "return datetime.utcnow() - datetime.strptime(session['seen'], '%Y-%m-%d')"
        )
    )


def test_stored():
    untouched(VIEW.format("session['seen'] = datetime.utcnow()"))


def test_with_a_lifetime():
    untouched(VIEW.format("session['until'] = datetime.utcnow() + dt.timedelta(days=1)"))


def test_another_session():
    untouched(
        """\
        from datetime import datetime
        from shop.db import session
        import flask

        def idle():
            return datetime.utcnow() - session["seen"]
        """
    )


def test_another_now():
    untouched(
        """\
        from flask import session
        from shop.clock import datetime
        age = datetime.now() - session["seen"]
        """
    )
