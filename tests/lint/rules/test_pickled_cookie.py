from helpers import reported, untouched


def test_through_variables():
    reported(
        """\
        import base64
        import cPickle as pickle
        from flask import request

        def cart():
            raw = request.cookies.get("cart")
            data = base64.b64decode(raw)
            return pickle.loads(data)
        """
    )


def test_json():
    untouched("import json\nfrom flask import request\njson.loads(request.cookies['a'])\n")


def test_store():
    untouched("import pickle\nfrom flask import request\npickle.loads(redis.get('a'))\n")


def test_key_only():
    untouched("import pickle\nimport requests\nr = requests.get('a')\npickle.loads(r.cookies)\n")


def test_in_the_session():
    reported(
        """\
        import base64, pickle
        from flask import session

        class Wrapper:
            def __getitem__(self, key):
                value = session[key]
                return pickle.loads(base64.b64decode(value["p"]))
        """,
        "secret key",
    )


def test_from_a_store():
    untouched(
        """\
        import pickle
        from flask import session

        def load(store):
            return pickle.loads(store.get("cart"))
        """
    )
