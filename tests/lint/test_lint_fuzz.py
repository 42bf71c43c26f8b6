"""
Random code never brings the lint down, and its fixes never make any of it worse.
"""

import ast
import codecs

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sessioncompat.lint import fixes
from sessioncompat.lint.engine import Linter
from sessioncompat.lint.finding import Applicability, Edit, Finding, Fix
from sessioncompat.lint.flaskrange import Range
from sessioncompat.lint.rule import all_rules
from sessioncompat.lint.source import Source, Unreadable

RULES = all_rules()
CODES = sorted(rule.code for rule in RULES)
EXAMPLES = [example.before for rule in RULES for example in rule.examples]
RANGE = Range({"flask": ">=0.5,<3.3"}, "fuzz")
LINTER = Linter(RULES, RANGE, strict=True)
NEEDLES = sorted({trigger.name for rule in RULES for trigger in rule.checks})
PIECES = [b"(", b")", b"[", b"\n", b"    ", b"\t", b":", b"'", b'"', b"'''", b"\\", b"#", b"\xff",
          b",", b".", b"session", b"flask", b"import ", b"def f(", b"class A(", b"lambda: ", b"=",
          b"*", b"@", b"if 1:\n", b"try:\n", b"except E, e:\n", b"print x\n", b"`", b"\r\n",
          b"\x0c", b"\r", b"f'{", b"# coding: latin-1\n", b"\xef\xbb\xbf", b""]  # fmt: skip

soon = settings(
    max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
examples = st.lists(st.sampled_from(EXAMPLES), min_size=1, max_size=4).map("\n\n".join)
rules = st.sets(st.sampled_from(RULES), min_size=1, max_size=12)
damage = st.lists(
    st.tuples(st.integers(0, 2_000), st.integers(0, 8), st.sampled_from(PIECES)),
    min_size=1,
    max_size=6,
)


def damaged(data, changes):
    for start, length, piece in changes:
        start %= len(data) + 1
        data = data[:start] + piece + data[start + length :]
    return data


def settled(linter, source, unsafe=True):
    """Fix a source for good, and prove that it is."""
    fixed, _, _ = linter.fix(source, unsafe=unsafe)
    again, made, _ = linter.fix(fixed, unsafe=unsafe)
    assert not made and again.data == fixed.data
    return fixed


def holes(source):
    try:
        return sum(1 for _ in source.syntax_errors())
    except Unreadable:
        return 0


# Edits


@soon
@given(
    st.binary(max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 5), st.binary(max_size=5))),
)
def test_edits(data, wanted):
    """
    Bytes outside the edits stay as they are, in whatever order the edits come.
    """
    edits, end = [], -1
    for start, length, content in sorted(wanted):
        if start > end and start + length <= len(data):
            edits.append(Edit(start, start + length, content))
            end = start + length
    expected = data
    for edit in reversed(edits):
        expected = expected[: edit.start] + edit.content + expected[edit.end :]

    assert fixes.apply(data, reversed(edits)) == expected


spans = st.tuples(st.integers(0, 30), st.integers(0, 6)).map(lambda s: Edit(s[0], sum(s), b"x"))


@soon
@given(st.lists(st.lists(spans, min_size=1, max_size=3), max_size=8))
def test_conflicting_edits(wanted):
    """
    The first of two fixes that meet is made, and what is chosen can be made.
    """
    findings = []
    for number, edits in enumerate(wanted):
        own = [edit for at, edit in enumerate(edits)
               if not any(fixes._overlap(edit, other) for other in edits[:at])]  # fmt: skip
        fix = Fix("", tuple(own), Applicability.SAFE)
        findings.append(Finding("SC101", "", "", "a.py", number, number, 1, 1, 1, 1, fix=fix))
    chosen = fixes.choose(findings, unsafe=False)
    data = bytes(range(48))

    fixes.apply(data, {edit for finding in chosen for edit in finding.fix.edits})
    assert findings[:1] == chosen[:1]


# Rules


@soon
@given(examples, rules)
def test_rules_together(text, selected):
    """
    A rule finds the same whoever else is asked, and what all of them fix is Python.
    """
    source = Source("a.py", text.encode())
    alone = Linter(selected, RANGE, strict=True).lint(source)
    codes = {rule.code for rule in selected}

    assert alone == [finding for finding in LINTER.lint(source) if finding.code in codes]
    ast.parse(settled(Linter(selected, RANGE, strict=True), source).data)


@soon
@given(examples, st.booleans())
def test_order(text, unsafe):
    """
    A fixed file has no finding left that --fix would act on.
    """
    fixed = settled(LINTER, Source("a.py", text.encode()), unsafe)

    assert not fixes.choose(LINTER.lint(fixed), unsafe)


# Sources

ENCODINGS = ["utf-8", "utf-8-sig", "latin-1", "cp1252", "koi8-r", "shift_jis", "iso8859-15", "big5"]
LINES = "from flask import current_app{end}x = '{text}', current_app.{name}  # {text}{end}"


@soon
@given(st.sampled_from(ENCODINGS), st.text(max_size=12), st.sampled_from(["\n", "\r\n"]))
def test_bytes_outside_the_fix(encoding, text, end):
    """
    Whatever the encoding and the line ends, the fix of a name changes that name alone.
    """
    text = "".join(c for c in text if c.isprintable() and c not in "'\"\\")
    head = "" if encoding.startswith("utf-8") else f"# coding: {encoding}{end}"

    def written(name):
        try:
            return (head + LINES.format(end=end, text=text, name=name)).encode(encoding)
        except UnicodeEncodeError:
            assume(False)

    source = Source("a.py", written("session_cookie_name"))
    fixed, made, _ = LINTER.fix(source)

    assert [finding.slug for finding in made] == ["app-cookie-name"]
    assert fixed.data == written("config['SESSION_COOKIE_NAME']")


@soon
@given(examples, damage)
def test_round_trip(text, changes):
    """
    Every position points at what stands there, and no edit at all changes nothing.
    """
    source = Source("a.py", damaged(text.encode(), changes))
    assume(b"\0" not in source.data)
    lines = source.data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")

    assert fixes.apply(source.data, []) == source.data
    assert source.line_count == len(lines)
    pending = [source.root]
    while pending:
        node = pending.pop()
        row, column = source.position(node.start_byte)
        start = source.line_start(node.start_byte)
        before = source.data[start : node.start_byte]
        if row == 1:
            before = before.removeprefix(codecs.BOM_UTF8)
        assert source.data[node.start_byte : node.end_byte] == source.bytes(node)
        assert 1 <= row <= len(lines)
        assert column <= len(before) + 1
        pending += node.children


# Damage


@soon
@given(examples, damage)
def test_damaged_code(text, changes):
    """
    Damaged code is read, fixed for good, and no more damaged afterwards.
    """
    source = Source("a.py", damaged(text.encode(), changes))

    assert holes(settled(LINTER, source)) <= holes(source)


@soon
@given(st.lists(st.one_of(st.binary(max_size=30), st.sampled_from(PIECES),
                          st.sampled_from([f"{needle}" for needle in NEEDLES]).map(str.encode),
                          st.sampled_from([b"\nfrom flask import ", b" = ", b"("])), max_size=40))
def test_bytes(parts):
    """
    Any bytes around the names that rules look for are read, or refused with a reason.
    """
    settled(LINTER, Source("a.py", b"from flask import session, current_app\n" + b"".join(parts)))


@soon
@given(st.binary(max_size=400), st.sampled_from(["a.py", "a.ipynb", "a.md", "a.rst", "a.pyi"]))
def test_any_kind_of_file(data, path):
    settled(LINTER, Source(path, b"flask session_cookie_name " + data))
