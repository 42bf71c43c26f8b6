from helpers import fixed, reported, untouched


def test_json():
    fixed(
        """\
        from itsdangerous import json
        print(json.dumps({}))
        """,
        """\
        import json
        print(json.dumps({}))
        """,
    )


def test_json_under_another_name():
    fixed(
        """\
        from itsdangerous import json as simple
        """,
        """\
        import json as simple
        """,
    )


def test_json_among_others():
    reported("from itsdangerous import BadSignature, json\n", "`itsdangerous.json` is gone")


def test_attribute():
    reported(
        """\
        import itsdangerous
        signer = itsdangerous.TimedJSONWebSignatureSerializer("key", 600)
        """
    )


def test_names_that_stayed():
    untouched("from itsdangerous import BadSignature, Signer, URLSafeTimedSerializer, want_bytes\n")


def test_module_of_that_name():
    untouched("from itsdangerous._json import _CompactJSON\nimport json\n")


def test_both_sides():
    untouched(
        """\
        try:
            from itsdangerous import json
        except ImportError:
            import json
        """
    )


def test_names_of_ones_own():
    untouched(
        """\
        from shop.tokens import TimedJSONWebSignatureSerializer
        signer = TimedJSONWebSignatureSerializer("key", 600)
        """
    )
