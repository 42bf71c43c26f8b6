"""
Random damage to code never brings the lint down, and its fixes never add any.
"""

import ast
import random

import pytest

from sessioncompat.lint.engine import Linter
from sessioncompat.lint.flaskrange import Range
from sessioncompat.lint.rule import all_rules
from sessioncompat.lint.source import Source

RULES = all_rules()
EXAMPLES = [example.before for rule in RULES for example in rule.examples]
LINTER = Linter(RULES, Range({"flask": ">=0.5,<3.3"}, "fuzz"), strict=True)
PIECES = [b"(", b")", b"\n", b"    ", b"\t", b":", b"'", b'"', b"\\", b"#", b"\xff", b",", b".",
          b"session", b"flask", b"import ", b"def f(", b"class A(", b"lambda: ", b"=", b"*", b"@",
          b"if 1:\n", b"try:\n", b"except E, e:\n", b"print x\n", b"`", b"\r\n", b"\x0c"]  # fmt: skip


def damaged(data, chance):
    for _ in range(chance.randrange(1, 6)):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.randrange(0, 8))
        piece = chance.choice([*PIECES, data[: chance.randrange(30)], b""])
        data = data[:start] + piece + data[end:]
    return data


@pytest.mark.parametrize("seed", range(12))
def test_damaged_code(seed):
    chance = random.Random(seed)
    for _ in range(25):
        data = "\n".join(chance.sample(EXAMPLES, 2)).encode()
        source = Source("a.py", damaged(data, chance))
        fixed, _, _ = LINTER.fix(source, unsafe=True)
        again, made, _ = LINTER.fix(fixed, unsafe=True)

        assert not made and again.data == fixed.data


@pytest.mark.parametrize("seed", range(6))
def test_bytes(seed):
    chance = random.Random(seed)
    for _ in range(25):
        noise = bytes(chance.randrange(256) for _ in range(chance.randrange(400)))
        data = b"flask session_cookie_name " + noise + b"\nfrom flask import _request_ctx_stack\n"
        LINTER.fix(Source("a.py", data), unsafe=True)


@pytest.mark.parametrize("seed", range(12))
def test_rules_together(seed):
    """
    Whatever is fixed in one file at once, the result is Python.
    """
    chance = random.Random(seed)
    for _ in range(15):
        text = "\n\n".join(chance.sample(EXAMPLES, chance.randrange(2, 6)))
        fixed, _, _ = LINTER.fix(Source("a.py", text.encode()), unsafe=True)

        ast.parse(fixed.data)
