"""
Python inside documentation is read and fixed where it stands.
"""

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


@pytest.mark.parametrize("path, text, count", [("a.md", MARKDOWN, 2), ("a.rst", REST, 2)])
def test_found_and_fixed(path, text, count):
    data = text.encode()
    found = LINTER.lint(Source(path, data))
    source, made, left = LINTER.fix(Source(path, data))

    assert len(code_of(path, data)) == len(data)
    assert len(found) == len(made) == count, found
    assert left == []
    assert source.data.count(b"SESSION_COOKIE_NAME") == count


def test_imports_are_not_put_into_prose():
    text = "```python\nfrom flask.globals import request_ctx\nrequest_ctx.session = 1\nrequest_ctx.x\n```\n"
    found = LINTER.lint(Source("a.md", text.encode()))

    assert [(finding.code, finding.fix) for finding in found] == [("SC104", None)]
