from helpers import reported, untouched


def test_loads_unsafe():
    reported(
        """\
        from flask import request
        from itsdangerous import URLSafeSerializer
        signer = URLSafeSerializer("key")
        ok, data = signer.loads_unsafe(request.cookies["cart"])
        """,
        "nobody has signed",
    )


def test_none_algorithm():
    reported(
        """\
        from itsdangerous import Signer, NoneAlgorithm
        signer = Signer("key", algorithm=NoneAlgorithm())
        """,
        "signs nothing",
    )


def test_none_algorithm_of_the_module():
    reported(
        """\
        import itsdangerous.signer
        algorithm = itsdangerous.signer.NoneAlgorithm()
        """
    )


def test_loads():
    untouched(
        """\
        from flask import request
        from itsdangerous import URLSafeSerializer
        data = URLSafeSerializer("key").loads(request.cookies["cart"])
        """
    )


def test_something_else_unsafe():
    untouched(
        """\
        from flask import request
        from itsdangerous import URLSafeSerializer
        ok, data = URLSafeSerializer("key").loads_unsafe(request.args["token"])
        """
    )


def test_another_algorithm():
    untouched(
        """\
        from itsdangerous import HMACAlgorithm
        from shop import NoneAlgorithm
        algorithms = HMACAlgorithm(), NoneAlgorithm()
        """
    )
