from helpers import reported, untouched

CODE = "from flask import make_response\nr = make_response('')\nr.set_cookie('a', 'b', {})\n"


def test_partitioned():
    reported(CODE.format("partitioned=True"), "new in Werkzeug 3.1", flask=">=2.0")


def test_werkzeug_of_the_flask():
    untouched(CODE.format("samesite='Lax'"), flask=">=1.0")


def test_old_arguments():
    untouched(CODE.format("httponly=True"), flask=">=0.2")


def test_splat():
    untouched(CODE.format("**more"), flask=">=0.2")
