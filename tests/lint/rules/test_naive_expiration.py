from helpers import reported, untouched

METHOD = """\
    from datetime import datetime, timezone
    from flask.sessions import SessionInterface

    class Sessions(SessionInterface):
        def save_session(self, app, session, response):
            {}
    """


def test_compared():
    reported(
        METHOD.format(
            "if self.get_expiration_time(app, session) < datetime.utcnow(): return"
        ),
        "`datetime.utcnow()` is naive",
    )


def test_through_variables():
    reported(
        METHOD.format(
            "now = datetime.now()\n"
            "            expires = self.get_expiration_time(app, session)\n"
            "            left = expires - now"
        )
    )


def test_of_the_application():
    reported(
        """\
        import datetime
        from flask import current_app, session

        def left():
            expires = current_app.session_interface.get_expiration_time(current_app, session)
            return expires - datetime.datetime.utcnow()
        """
    )


def test_aware():
    untouched(
        METHOD.format(
            "if self.get_expiration_time(app, session) < datetime.now(timezone.utc): return"
        )
    )


def test_not_compared():
    untouched(
        METHOD.format(
            "response.set_cookie('a', 'b', expires=self.get_expiration_time(app, session))\n"
            "            self.store(session, datetime.utcnow())"
        )
    )


def test_its_own_expiration_time():
    untouched(
        """\
        from datetime import datetime
        from flask.sessions import SessionInterface

        class Sessions(SessionInterface):
            def get_expiration_time(self, app, session):
                return datetime.utcnow() + app.permanent_session_lifetime

            def left(self, app, session):
                return self.get_expiration_time(app, session) - datetime.utcnow()
        """
    )


def test_older_range():
    untouched(
        METHOD.format("left = self.get_expiration_time(app, session) - datetime.utcnow()"),
        flask=">=0.8,<2.2",
    )
