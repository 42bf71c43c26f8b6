from helpers import reported, untouched

OVERRIDE = """\
    from flask.sessions import SecureCookieSessionInterface
    from itsdangerous import URLSafeTimedSerializer

    class Sessions(SecureCookieSessionInterface):
        def get_signing_serializer(self, app):
            {}
    """


def test_attribute():
    reported(
        OVERRIDE.format("return URLSafeTimedSerializer(app.secret_key, salt=self.salt)"),
        "rotating",
    )


def test_config():
    reported(
        OVERRIDE.format(
            "key = app.config['SECRET_KEY']\n"
            "            return URLSafeTimedSerializer(key, salt='mine') if key else None"
        )
    )


def test_asks_for_them():
    untouched(
        OVERRIDE.format(
            "keys = app.config.get('SECRET_KEY_FALLBACKS') or []\n"
            "            return URLSafeTimedSerializer([*keys, app.secret_key])"
        )
    )


def test_super():
    untouched(
        OVERRIDE.format(
            "signer = super().get_signing_serializer(app)\n"
            "            return signer if app.secret_key else None"
        )
    )


def test_before_there_were_any():
    untouched(
        OVERRIDE.format("return URLSafeTimedSerializer(app.secret_key)"), flask=">=0.10,<3.1"
    )


def test_not_an_interface():
    untouched(
        """\
        import flask

        class Tokens:
            def get_signing_serializer(self, app):
                return Serializer(app.secret_key)
        """
    )
