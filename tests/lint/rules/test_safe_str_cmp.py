from helpers import fixed, reported, untouched


def test_split():
    fixed(
        "from werkzeug.security import generate_password_hash, safe_str_cmp as same\nsame(a, b)\n",
        "from hmac import compare_digest as same\n"
        "from werkzeug.security import generate_password_hash\nsame(a, b)\n",
        unsafe=True,
    )


def test_not_by_itself():
    reported("from werkzeug.security import safe_str_cmp\nsafe_str_cmp(a, b)\n")


def test_own():
    untouched("from shop import safe_str_cmp\nimport werkzeug\n")


def test_guarded():
    untouched(
        "try:\n    from werkzeug.security import safe_str_cmp\nexcept ImportError:\n"
        "    from hmac import compare_digest as safe_str_cmp\n"
    )
