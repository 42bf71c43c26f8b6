"""
Python inside documentation: its examples.

Everything that is not code is blanked out at equal length, and code that is
indented stands under an ``if 1:`` where its heading was. What is left is
Python, with every byte where it is in the file, so that edits fit as they are.
"""

from __future__ import annotations

import re

_FENCE = re.compile(rb"^([ \t]*)(```+|~~~+)[ \t]*(?:\{?\.?(python|py|python3|python2|pycon)\b.*)?$")
_DIRECTIVE = re.compile(
    rb"^([ \t]*)(?:\.\. (?:code-block|code|sourcecode|testcode)::[ \t]*(?:python|python3|py)?[ \t]*"
    rb"|.*::)[ \t]*$"
)


def code_of(path: str, data: bytes) -> bytes:
    """Return the Python of a document, as long as the document itself."""
    lines = data.splitlines(keepends=True)
    if path.endswith((".md", ".markdown")):
        return _fenced(lines)
    return _indented(lines)


def _blank(line: bytes) -> bytes:
    text = line.rstrip(b"\r\n")
    return b" " * len(text) + line[len(text) :]


def _heading(line: bytes, indent: bytes) -> bytes:
    """Make a line the head of the indented code after it."""
    text = line.rstrip(b"\r\n")
    lead = len(text) - len(text.lstrip())
    if not indent or lead >= len(indent.expandtabs()) or len(text) < lead + 5:
        return _blank(line)
    return (text[:lead] + b"if 1:").ljust(len(text)) + line[len(text) :]


def _fenced(lines: list[bytes]) -> bytes:
    found: list[bytes] = []
    fence, python, start = b"", False, 0
    for line in lines:
        match = _FENCE.match(line.rstrip(b"\r\n"))
        if match and not fence:
            fence, python, start = match[2], match[3] is not None, len(found)
            found.append(_heading(line, match[1] + b" ") if match[1] else _blank(line))
            if not python or not match[1]:
                found[-1] = _blank(line)
        elif fence and line.strip() == fence:
            fence, python = b"", False
            found.append(_blank(line))
        else:
            found.append(_prompts(line) if fence and python else _blank(line))
    return b"".join(found)


def _prompts(line: bytes) -> bytes:
    """Blank the prompts of an interactive session, and keep other code."""
    return re.sub(rb"^([ \t]*)(>>>|\.\.\.)(?= |\r?\n)", rb"\1   ", line)


def _indented(lines: list[bytes]) -> bytes:
    found: list[bytes] = []
    heading: int | None = None
    base = 0
    inside = False
    for line in lines:
        text = line.rstrip(b"\r\n")
        indent = len(text) - len(text.lstrip())
        if inside and text.strip() and indent <= base:
            inside = False
        if inside and heading is not None and text.strip():
            if text.lstrip().startswith(b":"):
                found.append(_blank(line))
                continue
            found[heading] = _heading(lines[heading], text[:indent])
            heading = None
        match = None if inside else _DIRECTIVE.match(text)
        if match:
            heading, base, inside = len(found), len(match[1]), True
            found.append(_blank(line))
        else:
            found.append(line if inside else _blank(line))
    return b"".join(found)
