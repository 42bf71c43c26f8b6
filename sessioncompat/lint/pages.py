"""
A rule's page, taken apart: what editors and reports show of a docstring.
"""

from __future__ import annotations

import re
import textwrap
from types import ModuleType
from typing import Iterator, NamedTuple

_HEADING = re.compile(r"^(Before|After)(?:,? on (?P<range>.+?))?::$")


class Example(NamedTuple):
    """A before and an after of a page."""

    before: str
    after: str
    range: str | None = None


def page_of_module(module: ModuleType) -> str:
    """Return the page of a rule."""
    return textwrap.dedent(module.__doc__ or "").strip()


def examples(page: str) -> Iterator[Example]:
    """Yield what a page shows as before and after, in pairs."""
    before, spec = None, None
    lines = page.splitlines()
    for number, line in enumerate(lines):
        heading = _HEADING.match(line)
        if heading is None:
            continue
        block = []
        for following in lines[number + 1 :]:
            if following.strip() and not following.startswith("    "):
                break
            block.append(following)
        code = textwrap.dedent("\n".join(block)).strip("\n") + "\n"
        if heading[1] == "Before":
            before, spec = code, heading["range"]
        elif before is not None:
            yield Example(before, code, (spec or "").replace("Flask ", "") or None)
            before = None


def blocks(page: str) -> Iterator[tuple[str, str]]:
    """
    Yield the parts of a page: ``("text", paragraph)`` and ``("code", block)``.

    Pages are paragraphs and literal blocks and nothing else, so that they read
    well in the source, too.
    """
    in_code = False
    for is_indented, block in _runs(page):
        if is_indented and in_code:
            yield "code", textwrap.dedent(block).strip("\n")
            continue
        for paragraph in re.split(r"\n\s*\n", block.strip("\n")):
            if paragraph.strip():
                text = " ".join(paragraph.split())
                in_code = text.endswith("::")
                yield "text", text.removesuffix(":") if in_code else text


def _runs(page: str) -> Iterator[tuple[bool, str]]:
    """Yield what is indented and what is not, in turns."""
    run: list[str] = []
    was_indented = False
    for line in page.splitlines():
        is_indented = line.startswith("    ") if line.strip() else was_indented
        if is_indented is not was_indented and run:
            yield was_indented, "\n".join(run)
            run = []
        was_indented = is_indented
        run.append(line)
    if run:
        yield was_indented, "\n".join(run)


def markdown(page: str) -> str:
    """Return a page as Markdown."""
    parts = []
    for kind, text in blocks(page):
        if kind == "code":
            parts.append(f"```python\n{text}\n```")
        else:
            parts.append(text.replace("``", "`"))
    return "\n\n".join(parts)
