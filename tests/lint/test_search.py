"""
The search only spares work: what it leaves out is what no rule would find.
"""

import os
import pathlib
import random
import sys

import pytest

import sessioncompat
from sessioncompat.lint import search
from sessioncompat.lint.engine import Linter
from sessioncompat.lint.flaskrange import Range
from sessioncompat.lint.lexical import Text
from sessioncompat.lint.rule import all_rules
from sessioncompat.lint.search import GATE, is_of_interest, of_interest, read
from sessioncompat.lint.source import Source

RULES = all_rules()
EXAMPLES = [
    pytest.param(rule, text, example.range, id=f"{rule.slug}-{number}{which}")
    for rule in RULES
    for number, example in enumerate(rule.examples)
    for which, text in (("before", example.before), ("after", example.after))
]
# A wide range, in which the most rules have something to say.
WIDE = Range({"flask": ">=0.5,<3.3"}, "test")
QUICK = Linter(RULES, strict=True)
THOROUGH = Linter(RULES, strict=True, exhaustive=True)
HERE = pathlib.Path(__file__).parent
PACKAGES = pathlib.Path(pytest.__file__).parent.parent


def both(path, data, target=WIDE):
    """The findings of the quick reading and those of the thorough one."""
    return QUICK.lint(Source(path, data), target), THOROUGH.lint(Source(path, data), target)


@pytest.mark.parametrize("rule", [r for r in RULES if r.examples], ids=lambda rule: rule.slug)
def test_the_gate_lets_examples_through(rule):
    """
    What a page shows as broken is a file about Flask.
    """
    assert all(is_of_interest(example.before.encode()) for example in rule.examples), (
        f"No needle of GATE in search.py is in an example of {rule}. Show where its names"
        " come from, or add a needle."
    )


@pytest.mark.parametrize("rule, text, spec", EXAMPLES)
def test_examples_of_the_pages(rule, text, spec):
    """
    What the pages show as before and after is read the same in both ways.
    """
    target = Range({"flask": spec}, "page") if spec else None
    quick, thorough = both("example.py", text.encode(), target)

    assert quick == thorough


def real_files():
    """Other people's Python that is here in any case, and ours."""
    roots = [pathlib.Path(sessioncompat.__file__).parent, HERE.parent, *PACKAGES.iterdir()]
    files = sorted(path for root in roots if root.is_dir() for path in root.rglob("*.py"))
    interesting = [
        (path, data) for path, data in of_interest(map(str, files)) if isinstance(data, bytes)
    ]
    return random.Random(7).sample(interesting, min(400, len(interesting)))


def test_real_files():
    """
    In other people's code both readings find the same. `benchmarks/lint.py --prove` reads more.
    """
    found = 0
    for path, data in real_files():
        quick, thorough = both(path, data)
        found += len(thorough)

        assert quick == thorough, path
    assert found > 20, "There is too little to find for this to prove anything."


@pytest.mark.parametrize("seed", range(20))
def test_shuffled_examples(seed):
    """
    Whatever stands together in one file, both readings find the same.
    """
    chance = random.Random(seed)
    texts = [text for _, text, _ in (param.values for param in EXAMPLES)]
    for _ in range(4):
        data = "\n".join(chance.sample(texts, 3)).encode()
        quick, thorough = both("example.py", data)

        assert quick == thorough


ODD_PLACES = [
    "from flask import (\n    Flask,  # (the) app\n    _request_ctx_stack,\n)\n",
    "from flask import Flask, \\\n    _request_ctx_stack\n",
    "from  flask . globals  import  _request_ctx_stack as top\n",
    "from flask import current_app\nname = (current_app\n        .session_cookie_name)\n",
    "from flask import current_app\nname = current_app. \\\n    session_cookie_name\n",
    "import flask as f\nf.helpers.total_seconds\nf.__version__\n",
    "import flask\nm = flask\nm.Session\nm.__version__ < '0.9'\n",
    "import flask\nh = flask.json\nclass E(h.JSONEncoder): pass\n",
    "from flask import json\nj = json\nclass E(j.JSONEncoder): pass\n",
    "from flask import json\nclass E((json).JSONEncoder): pass\n",
    "import flask, flask.ext.login\nif 1: from flask.ext import login; x = 1\n",
    "import os, flask.ext.login as login\nfrom flask . ext . login import user\n",
    "from flask import _request_ctx_stack as s\nc = s.top\nc.user = 1\nc.session = {}\n",
    "from flask import Flask\na = Flask('a')\nwith a.test_request_context() as c:\n    c.session = 1\n",
    "from flask import Flask\na = Flask('a')\nc = (\n    a.test_request_context()\n)\nc.session['a']\n",
    "from flask.ctx import RequestContext\ndef f(c: RequestContext):\n    c.session = 1\n",
    "from flask.ctx import RequestContext\nclass C(RequestContext):\n def f(self): self.session = 1\n",
    "from flask.globals import request_ctx\n(request_ctx).session = 1\nrequest_ctx.session, x = 1, 2\n",
    "import flask\nif '0.9' < (flask.__version__): pass\nif flask.__version__ >= '0.9': pass\n",
    "from flask import Flask\napp = Flask('a')\napp.config [ 'SERVER_NAME' ] = 'a.example.org'\n",
    "from flask import Flask\napp = Flask('a')\napp.config.update(SERVER_NAME = 'a.example.org')\n",
    "from flask import session\nsession [ 'a' ] = {1: 2}\nsession['b'] = set()\nsession . delete ()\n",
    "import cPickle\nfrom flask import request\ncPickle . loads(request.cookies['a'])\n",
    "from six.moves import cPickle as p\nfrom flask import request\np.loads(request.cookies['a'])\n",
    "from flask import make_response\ndef v():\n r = make_response('')\n r.set_cookie('a',b'b')\n",
    "from flask import session\ndef f():\n    # Stored as one.\n    session['a'] = set()\n",
    "from flask import *\nsession['a'] = set()\n",
    "import flask as f\ns = f.session\nf.session['a'] = {1: 2}\n",
    "import flask\nsession = kept = flask.session\nsession['a'] = {1: 2}\n",
    "from flask import session as s\nimport datetime\nif datetime.datetime.now() < s['a']: pass\n",
    "from flask import session\nimport datetime\nt = s = session\nif datetime.datetime.now() < s['a']: pass\n",
    "from flask import session\nimport datetime\nif (s := session) and datetime.datetime.now() < s.get('a'): pass\n",
    "from flask import globals as g\nimport datetime\nif g.session \\\n   ['a'] > datetime.datetime.now(): pass\n",
    "import flask\nimport datetime\nf = flask\nt: object = f.session\nif t['a'] > datetime.datetime.now(): pass\n",
    "from datetime import datetime as d\nfrom flask import session\nn: object = d.utcnow()\nif session['a'] < n: pass\n",
    "import datetime\nfrom flask import session\nx = session['a'] - \\\n  datetime . datetime . now ( )\n",
    "import datetime\nfrom flask import session\nf(session.pop('a') in [1], datetime.datetime.now() == session.pop('a'))\n",
    "import os, flaskext.login\nfrom  flaskext . mail import Mail\n",
    "from flask import flash, Markup\nif 1:\n\tfrom flask_session import Session\nflash(Markup('a'))\n",
    "from flask import Flask, session\na = Flask('a')\nwith a.test_request_context() as c:\n    c.user = 1\nfrom flask_login import login_user\n",
    "from flask import _request_ctx_stack as s\ns.top.session = 1\n",
    "class Config:\n  SECRET_KEY = 'a'\n  SERVER_NAME = \\\n   u\"a.example.org:80\"\n",
    "from flask import Flask\na = Flask('a')\na.config.update(SERVER_NAME='a.org')\na.config.update(DEBUG=1,\n SERVER_NAME = \"\"\"a.org\"\"\")\n",
    "from flask import session\nsession['a'] = {\n 'b': '}', # }\n 1: 2}\nsession['a'] = {'b': f(c, 1), 2: [3]}\nsession['a'] = {'a' 'b': 1, 1: 2}\n",
    "from flask import Flask\nclass A(Flask):\n  json_encoder = None # a,\nclass B(Flask):\n  json_decoder: object = f(1, 2); x = 1,\n",
    "from flask import _request_ctx_stack as s\nt = s\nu = t\nc = u.top\nc.session = 1\nt = t\n",
    "from flask import make_response\ndef v():\n r = make_response('')\n r.set_cookie('a, b', b'b')\n r.set_cookie('a', ('b'.encode()))\n",
    "from flask import make_response\ndef v():\n r = make_response('')\n r.set_cookie('a', 'b'.encode())\n r.set_cookie(a(1, 'b'), value=b'b')\n",
    "import flask\nclient = flask.Flask('a').test_client()\nclient.set_cookie('a, b=c', '(', ')')\nclient.delete_cookie('a,', 'b=')\n",
    "import flask\nclient = flask.Flask('a').test_client()\nclient.set_cookie(\n 'a',\n 'b=c',\n 'd', path='/')\nclient.delete_cookie(a == b, c)\n",
    "from flask.sessions import SessionInterface\nclass I(SessionInterface):\n  def \\\n   save_session(self, a, s, r): r.set_cookie('a', 'b')\n  def  open_session(self, a, r): return {}\n",
    "from flask import Flask\nSESSION_COOKIE_SAMESITE \\\n = 'Lax'\na = Flask('a')\na.config . \\\n from_object (__name__)\n",
    "import flask\nclass C: A = 1; SESSION_COOKIE_SECURE: bool = True\na = flask.Flask('a')\n(a\n .config\n .from_object(C)); a.config.from_object('C')\n",
]


@pytest.mark.parametrize("text", ODD_PLACES)
def test_odd_places(text):
    """
    Names that stand as hardly anybody writes them are found all the same.
    """
    quick, thorough = both("example.py", text.encode())

    assert quick == thorough


def test_most_files_are_not_parsed():
    """
    The search is worth its while: it leaves few of the places that the rules have names for.
    """
    quick = thorough = 0
    for _, data in real_files():
        quick += sum(len(triggers) for *_, triggers in QUICK._index.hits(data))
        thorough += sum(len(triggers) for *_, triggers in THOROUGH._everything.hits(data))

    assert quick * 4 < thorough


def test_without_stringzilla(monkeypatch):
    """
    The search of the standard library finds what the faster one finds.
    """
    files = real_files()[:100]
    fast = [[search.find(data, needle) >= 0 for needle in GATE] for _, data in files]

    assert fast == [[needle in data for needle in GATE] for _, data in files]


def calls(function):
    """How many functions of the lint are called."""
    count = 0

    def profile(frame, event, argument):
        nonlocal count
        if event == "call" and "lint" in frame.f_code.co_filename:
            count += 1

    sys.setprofile(profile)
    try:
        function()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("rule", [r for r in RULES if r.examples], ids=lambda rule: rule.slug)
def test_twice_the_code_is_twice_the_work(rule):
    """
    A file that says the same in many functions takes work in proportion to its length.
    """
    body = "".join(f"    {line}\n" for line in rule.examples[0].before.splitlines())

    def work(times):
        data = "".join(f"def f{n}():\n{body}\n" for n in range(times)).encode()
        linter = Linter(RULES)
        return calls(lambda: linter.lint(Source("a.py", data), WIDE))

    work(1)  # Imports, and fills caches.
    assert work(16) < 2.5 * work(8) + 200


def test_a_huge_file_is_not_read_to_its_end(tmp_path):
    """
    A file of any size takes no more memory than one that is too large.
    """
    path = tmp_path / "huge.py"
    with open(path, "wb") as file:
        file.truncate(40_000_000)

    assert search.MAX_BYTES < len(read(str(path))) < search.MAX_BYTES + 2_000_000


def test_what_cannot_be_read(tmp_path):
    (found,) = of_interest([str(tmp_path / "missing.py")])

    assert isinstance(found[1], OSError)


def test_files_larger_than_one_read(tmp_path):
    data = os.urandom(200_000)
    (tmp_path / "large.py").write_bytes(data)

    assert read(str(tmp_path / "large.py")) == data


def test_a_chain_across_lines():
    text = Text(b"value = (flask\n         .json\n         .JSONEncoder)")

    assert text.is_of(text.data.index(b"JSON"), ("flask",))
    assert not text.is_of(text.data.index(b"JSON"), ("werkzeug",))
