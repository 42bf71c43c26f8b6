"""
Python inside other files is read and fixed where it stands.
"""

import json

import pytest

from sessioncompat.lint.documents import code_of
from sessioncompat.lint.engine import Linter
from sessioncompat.lint.rule import all_rules
from sessioncompat.lint.source import Source

LINTER = Linter(all_rules(), strict=True)

MARKDOWN = """\
# current_app.session_cookie_name

```python
from flask import current_app
name = current_app.session_cookie_name
```

```
current_app.session_cookie_name
```

- In a list:

  ```py
  from flask import Flask
  app = Flask(__name__)
  app.session_cookie_name = "a"
  ```
"""
REST = """\
current_app.session_cookie_name::

    from flask import current_app
    if 1:
        name = current_app.session_cookie_name

.. code-block:: python
   :emphasize-lines: 2

   from flask import Flask
   Flask("a").session_cookie_name

End.
"""


def notebook(*lines):
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": ["session_cookie_name\n"]},
        {
            "cell_type": "code",
            "execution_count": None,
            "metadata": {},
            "outputs": [],
            "source": list(lines),
        },
    ]
    return json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5}, indent=1) + "\n"


LINES = [
    "%matplotlib inline\n",
    "from flask import current_app\n",
    "def f():\n",
    '    print("a", current_app.session_cookie_name)',
]


@pytest.mark.parametrize(
    "path, text, count",
    [("a.md", MARKDOWN, 2), ("a.rst", REST, 2), ("a.ipynb", notebook(*LINES), 1)],
)
def test_found_and_fixed(path, text, count):
    data = text.encode()
    found = LINTER.lint(Source(path, data))
    source, made, left = LINTER.fix(Source(path, data))

    assert len(code_of(path, data)) == len(data)
    assert len(found) == len(made) == count, found
    assert left == []
    assert source.data.count(b"SESSION_COOKIE_NAME") == count


def test_a_notebook_stays_one():
    source, _, _ = LINTER.fix(Source("a.ipynb", notebook(*LINES).encode()))
    fixed = notebook(*LINES[:-1], LINES[-1].replace(
        ".session_cookie_name", '.config["SESSION_COOKIE_NAME"]'
    ))  # fmt: skip

    assert source.data.decode().replace("'", '\\"') == fixed.replace("'", '\\"')


def test_imports_are_not_put_into_prose():
    text = "```python\nfrom flask.globals import request_ctx\nrequest_ctx.session = 1\nrequest_ctx.x\n```\n"
    found = LINTER.lint(Source("a.md", text.encode()))

    assert [(finding.code, finding.fix) for finding in found] == [("SC104", None)]
