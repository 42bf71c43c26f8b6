from helpers import reported, untouched

CODE = """\
    from flask import Flask, session
    app = Flask("a")

    @app.{}
    def f(response):
        {}
        return response
    """


def test_deleted():
    reported(CODE.format("after_request", "del session['a']"), flask=">=0.8")


def test_read():
    untouched(CODE.format("after_request", "x = session['a']"), flask=">=0.8")


def test_another_hook():
    untouched(CODE.format("teardown_request", "session['a'] = 1"), flask=">=0.8")


def test_floor():
    untouched(CODE.format("after_request", "session['a'] = 1"), flask=">=0.9")


METHOD = """\
    from flask import session

    class Tokens(object):
        def init_app(self, app):
            app.{}

        def _after_request(self, response):
            session["token"] = self.token
            return response
    """


def test_method_is_given():
    reported(METHOD.format("after_request(self._after_request)"), flask=">=0.8")


def test_function_is_given():
    reported(
        """\
        from flask import Flask, session

        def create_app():
            def count(response):
                session["count"] = 1
                return response

            app = Flask("a")
            app.after_request(count)
            return app
        """,
        flask=">=0.8",
    )


def test_method_is_given_to_another_hook():
    untouched(METHOD.format("teardown_request(self._after_request)"), flask=">=0.8")


def test_another_method_is_given():
    untouched(METHOD.format("after_request(self._add_header)"), flask=">=0.8")


def test_method_of_another_class():
    untouched(
        METHOD.format("before_request(self._after_request)")
        + """
    class Headers(object):
        def init_app(self, app):
            app.after_request(self._after_request)
    """,
        flask=">=0.8",
    )


def test_another_function_of_the_name():
    untouched(
        """\
        from flask import Flask, session

        def count(response):
            session["count"] = 1
            return response

        def create_app(count):
            app = Flask("a")
            app.after_request(count)
            return app
        """,
        flask=">=0.8",
    )


def test_method_that_only_reads():
    untouched(
        """\
        from flask import session
        class Tokens(object):
            def init_app(self, app):
                app.after_request(self.add)
            def add(self, response):
                response.headers["X-Token"] = session["token"]
                return response
        """,
        flask=">=0.8",
    )


def test_taken_out_again():
    untouched(
        """\
        from flask import Flask, session
        app = Flask("a")

        @app.after_request
        def remember(response):
            if "remember" not in session:
                session["remember"] = "set"
            if session.pop("remember", None) == "set":
                response.set_cookie("remember", "1")
            return response
        """,
        flask=">=0.8",
    )


def test_another_key_is_taken_out():
    reported(
        """\
        from flask import Flask, session
        app = Flask("a")

        @app.after_request
        def remember(response):
            session["seen"] = session.pop("new", None)
            return response
        """,
        flask=">=0.8",
    )
