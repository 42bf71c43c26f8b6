from helpers import reported, untouched


def test_contrib():
    reported("from werkzeug.contrib.securecookie import SecureCookie\n", "holds pickles")


def test_among_others():
    reported(
        """\
        from werkzeug.contrib.securecookie import SecureCookie as Base, UnquoteError

        class Cart(Base):
            pass
        """
    )


def test_the_package_that_followed():
    untouched(
        """\
        from secure_cookie.cookie import SecureCookie

        class Cart(SecureCookie):
            pass
        """
    )


def test_json():
    untouched(
        """\
        import json
        from werkzeug.contrib.securecookie import SecureCookie

        class Cart(SecureCookie):
            serialization_method = json
        """
    )


def test_flasks_own():
    untouched("from flask.sessions import SecureCookieSession\n")


def test_a_class_of_ones_own():
    untouched("from shop.cookies import SecureCookie\n")
