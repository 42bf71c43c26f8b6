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
