"""
The error that a rule's page announces is the one that people meet on today's Flask.

What the Before of a page raises by itself is held against the page. Where it takes a request or a
response to meet the error, STEPS has what to do; what only older releases answer is not met here.
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


class Permanent(dict):
    permanent = True


def announced(rule):
    """The errors that a page quotes: ``AttributeError: …``."""
    return re.findall(r"``(\w+(?:Error|Exception): [^`]+)``", " ".join(rule.page.split()))


def kind(error):
    return error.partition(":")[0]


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


RULES = {rule.code: rule for rule in all_rules() if announced(rule)}
MET = {code: meet(rule) for code, rule in RULES.items()}
HERE = [code for code in RULES if code in STEPS or kind(MET[code]) in map(kind, announced(RULES[code]))]


@pytest.mark.parametrize("code", HERE)
def test_the_error_is_the_one_that_the_page_announces(code):
    # Names of the example stand for those of the reader.
    met = re.sub(r"'(Sessions|UserSession)'", "'MySessionInterface'", MET[code])

    assert any(error in met for error in announced(RULES[code])), met


def test_most_of_what_is_announced_is_met():
    assert len(HERE) > 25 and set(STEPS) <= set(HERE)
