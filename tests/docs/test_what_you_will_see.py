"""
The error that a rule's page announces is the one that people meet.
"""

import re
import warnings

import pytest
from flask import Flask

from sessioncompat.lint.rule import all_rules

# What is done with the Before of a page to meet the error, where importing it is not enough.
STEPS = {
    "SC101": "cookie(request)",
    "SC102": "save(app.make_response('ok'))",
    "SC104": "use({})",
    "SC107": "from flask.sessions import SecureCookieSession as S; S.load_cookie(request)",
    "SC111": "UserSession()",
    "SC116": "decode('cookie', 'key')",
    "SC117": "remember(app, type('Session', (), {'sid': 'abc'}))",
    "SC118": "login()",
    "SC123": "app.test_client().cookie_jar",
    "SC126": "Sessions().get_expiration_time(app, PERMANENT) < datetime.utcnow()",
    "SC130": "logout()",
    "SC131": "app.load = lambda request: PERMANENT; app.test_client().get('/')",
    "SC135": "app.add_url_rule('/set', 'set', lambda: remember() or ''); app.test_client().get('/set')",
    "SC136": "app.session_interface = Sessions(); app.test_client().get('/read')",
}
# What only older releases answer, so that no error is to be had here.
OLDER = {
    "SC119": "Werkzeug before 0.14",
    "SC127": "Flask 2.3",
    "SC128": "Flask before 2.2",
    "SC138": "Flask 2.2 to 3.1 without a request",
}


class Permanent(dict):
    permanent = True


def announced(rule):
    """The errors that a page quotes: ``AttributeError: …``."""
    return re.findall(r"``(\w+(?:Error|Exception): [^`]+)``", " ".join(rule.page.split()))


RULES = [rule for rule in all_rules() if announced(rule) and rule.code not in OLDER]


def meet(rule):
    """Run the Before of a page, and say which error that ends in."""
    app = Flask("shop")
    app.secret_key = "secret"
    app.testing = True
    app.route("/read")(lambda: str(__import__("flask").session.get("user")))
    namespace = {"__name__": "shop", "app": app, "PERMANENT": Permanent()}
    source = rule.examples[0].before
    with warnings.catch_warnings(), app.test_request_context() as context:
        warnings.simplefilter("ignore")
        namespace["request"] = context.request
        try:
            # The application of another package, which is nobody's concern here.
            exec(re.sub(r"(?m)^from shop import .*\n", "", source), namespace)
            app = namespace["app"]
            app.testing = True
            exec(STEPS.get(rule.code, ""), namespace)
        except Exception as error:
            return f"{type(error).__name__}: {error}"
    return "no error"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_error_is_the_one_that_the_page_announces(rule):
    # Names of the example stand for those of the reader.
    met = re.sub(r"'(Sessions|UserSession)'", "'MySessionInterface'", meet(rule))

    assert any(error in met for error in announced(rule)), f"{met}, and not {announced(rule)}"


def test_no_step_is_left_over():
    quoting = {rule.code for rule in all_rules() if announced(rule)}

    assert {*STEPS, *OLDER} <= quoting
