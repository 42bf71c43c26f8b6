from helpers import reported, untouched

from sessioncompat.lint.finding import Sure

VIEW = """\
    from datetime import timedelta
    from flask import session

    def view(words):
        {}
    """


def test_set():
    reported(VIEW.format("session['seen'] = {1, 2}"), "A set", sure=Sure.LIKELY)


def test_comprehension():
    reported(VIEW.format("session['seen'] = {w.lower() for w in words}"))


def test_function():
    reported(VIEW.format("session['callback'] = lambda: None"), "A function")


def test_timedelta():
    reported(VIEW.format("session['wait'] = timedelta(minutes=5)"), "A timedelta")


def test_consumer_of_openid():
    reported(
        """\
        from flask import session
        from openid.consumer.consumer import Consumer
        consumer = Consumer(session, None)
        """,
        "objects of python-openid",
    )


def test_consumer_through_the_module():
    reported(
        """\
        import flask
        from openid.consumer import consumer
        oid = consumer.Consumer(flask.session, None)
        """
    )


def test_dict():
    untouched(VIEW.format("session['seen'] = {'a': 1}\n        session['more'] = {}"))


def test_list_of_a_set():
    untouched(VIEW.format("session['seen'] = sorted({1, 2})"))


def test_set_of_ones_own():
    untouched(
        """\
        from flask import session
        from shop import set
        session["seen"] = set()
        """
    )


def test_sessions_on_the_server():
    untouched(
        """\
        from flask import session
        from flask_session import Session
        session["seen"] = set()
        """
    )


def test_another_session():
    untouched(
        """\
        import flask
        import requests
        session = requests.Session()
        session["seen"] = set()
        """
    )


def test_consumer_with_a_wrapper():
    untouched(
        """\
        from flask import session
        from openid.consumer.consumer import Consumer
        from shop import Wrapper
        consumer = Consumer(Wrapper(session), None)
        """
    )


def test_another_consumer():
    untouched(
        """\
        from flask import session
        from openid.consumer import discover
        from kafka import Consumer
        consumer = Consumer(session)
        """
    )


def test_before_json():
    untouched(VIEW.format("session['seen'] = {1, 2}"), flask=">=0.5,<0.10")
