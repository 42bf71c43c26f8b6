"""
A rule's page, taken apart: what editors and reports show of a docstring.
"""

from __future__ import annotations

import re
import textwrap
from typing import Iterator


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
