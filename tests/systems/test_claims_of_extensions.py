"""
What the lint says of Flask-Login and Flask-Session is so, where they are installed.
"""

import sys

from conftest import load_from_matrix

sys.modules["claims"] = load_from_matrix("claims")
suite = load_from_matrix("test_rule_claims")
test_before = suite.test_before
test_after = suite.test_after


def test_they_are_installed():
    assert suite.HERE["flask_login"] and suite.HERE["flask_session"]
