"""
Code as HTML: the lines around a finding, and what its fix changes.

The tree that the rules read colours the code as well. Everything that comes
out is escaped; what a reader could not see is spelled out.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Iterable, Iterator

from markupsafe import Markup, escape

from ...finding import Edit, Finding
from ...source import Source, Unreadable
from ..looks import visible

if TYPE_CHECKING:
    from tree_sitter import Node

#: Longer lines were not written by hand; a window around the finding is shown.
WIDEST = 240
#: How many lines of a fix are shown.
LONGEST = 60

_CLASSES = {
    "comment": "c", "string": "s", "integer": "n", "float": "n",
    "true": "k", "false": "k", "none": "k",
}  # fmt: skip

Token = tuple[int, int, str]


class Colours:
    """
    The tokens of some lines of a file.

    :param rows: the lines that will be asked for, so that no others are walked.
    """

    def __init__(self, source: Source, rows: Iterable[int]) -> None:
        self.source = source
        self._rows = sorted(set(rows))
        self._tokens: dict[int, list[Token]] = {row: [] for row in self._rows}
        try:
            self._walk(source.root)
        except Unreadable:
            pass  # Shown without colours.

    def _walk(self, root: Node) -> None:
        # Deep nesting is no reason to fail, so this does not recurse.
        pending = [root]
        while pending:
            node = pending.pop()
            if not self._is_wanted(node):
                continue
            name = _class_of(node)
            if name is not None:
                self._add(node, name)
            elif node.child_count:
                pending.extend(node.children)

    def _is_wanted(self, node: Node) -> bool:
        index = bisect_right(self._rows, node.start_point[0])
        return index < len(self._rows) and self._rows[index] <= node.end_point[0] + 1

    def _add(self, node: Node, name: str) -> None:
        first, last = node.start_point[0] + 1, node.end_point[0] + 1
        index = bisect_right(self._rows, first - 1)
        while index < len(self._rows) and self._rows[index] <= last:
            row = self._rows[index]
            start = self._column(node.start_byte) if row == first else 0
            end = self._column(node.end_byte) if row == last else 10**9
            self._tokens[row].append((start, end, name))
            index += 1

    def _column(self, offset: int) -> int:
        return self.source.position(offset)[1] - 1

    def line(self, row: int, marked: tuple[int, int] | None = None) -> Markup:
        """Return a line with its colours, and a part of it marked."""
        text = self.source.line(row)
        tokens = sorted(self._tokens.get(row, ()))
        first, last = _window(text, marked)
        parts = [Markup("…") if first else Markup("")]
        parts += [
            _span(text[start:end], name, is_marked)
            for start, end, name, is_marked in _pieces(first, last, tokens, marked)
        ]
        parts.append(Markup("…") if last < len(text) else Markup(""))
        return Markup("").join(parts)


def _class_of(node: Node) -> str | None:
    if not node.is_named:
        return "k" if node.type.isalpha() else None
    if node.type == "identifier" and node.parent is not None:
        if node.parent.type in ("function_definition", "class_definition"):
            return "f"
    return _CLASSES.get(node.type)


def _window(text: str, marked: tuple[int, int] | None) -> tuple[int, int]:
    if len(text) <= WIDEST:
        return 0, len(text)
    first = max(0, marked[0] - WIDEST // 3) if marked else 0
    return first, min(len(text), first + WIDEST)


def _pieces(
    first: int, last: int, tokens: list[Token], marked: tuple[int, int] | None
) -> Iterator[tuple[int, int, str, bool]]:
    """Yield the stretches of a line that look alike."""
    low, high = marked or (0, 0)
    ends = {first, last, low, high, *(edge for token in tokens for edge in token[:2])}
    edges = sorted(edge for edge in ends if first <= edge <= last)
    index = 0
    for start, end in zip(edges, edges[1:]):
        while index < len(tokens) and tokens[index][1] <= start:
            index += 1
        inside = index < len(tokens) and tokens[index][0] <= start
        yield start, end, tokens[index][2] if inside else "", low <= start < high


def _span(text: str, name: str, is_marked: bool) -> Markup:
    escaped = escape(visible(text))
    if name:
        escaped = Markup('<span class="{}">{}</span>').format(name, escaped)
    return Markup("<mark>{}</mark>").format(escaped) if is_marked else escaped


def rows_around(finding: Finding, source: Source) -> range:
    """Return the lines to show: that of the finding and its neighbours."""
    return range(max(1, finding.row - 1), min(finding.row + 1, source.line_count) + 1)


def marked(finding: Finding, text: str) -> tuple[int, int]:
    """Return the columns of the finding in its first line."""
    start = finding.column - 1
    end = finding.end_column - 1 if finding.end_row == finding.row else len(text)
    return start, max(end, start + 1)


def changes(source: Source, edits: Iterable[Edit]) -> list[tuple[str, str]]:
    """
    Return what edits change, as lines with ``-``, ``+``, a blank or ``@``.

    Made from the edits and not by comparing files, which would take seconds
    where a report has thousands of them.
    """
    lines: list[tuple[str, str]] = []
    for first, last, group in _groups(source, sorted(set(edits))):
        before = [source.line(row) for row in range(first, last + 1)]
        after = _edited(source, first, last, group)
        same = 0
        while same < min(len(before), len(after)) and before[same] == after[same]:
            same += 1
        tail = 0
        while tail < min(len(before), len(after)) - same and before[-1 - tail] == after[-1 - tail]:
            tail += 1
        lines.append(("@", f"line {first + same}"))
        above = first + same - 1
        if above >= 1:
            lines.append((" ", source.line(above)))
        lines += [("-", text) for text in before[same : len(before) - tail]]
        lines += [("+", text) for text in after[same : len(after) - tail]]
        below = last - tail + 1
        if below <= source.line_count and source.line(below):
            lines.append((" ", source.line(below)))
    short = [(sign, visible(text[:WIDEST])) for sign, text in lines[:LONGEST]]
    return short + ([("@", f"and {len(lines) - LONGEST} more lines")] if len(lines) > LONGEST else [])


def _groups(source: Source, edits: list[Edit]) -> Iterator[tuple[int, int, list[Edit]]]:
    """Yield the edits that touch the same or neighbouring lines, with these lines."""
    group: list[Edit] = []
    first = last = 0
    for edit in edits:
        start = source.position(edit.start)[0]
        end = source.position(edit.end)[0]
        if group and start > last + 1:
            yield first, last, group
            group = []
        first, last = (min(first, start), max(last, end)) if group else (start, end)
        group.append(edit)
    if group:
        yield first, last, group


def _edited(source: Source, first: int, last: int, edits: list[Edit]) -> list[str]:
    data = source.data
    position = source.line_start(edits[0].start)
    stop = data.find(b"\n", edits[-1].end)
    stop = len(data) if stop < 0 else stop
    parts = []
    for edit in edits:
        parts += [data[position : edit.start], edit.content]
        position = max(position, edit.end)
    text = b"".join([*parts, data[position:stop]])
    changed = Source(source.path, text)
    return [changed.line(row) for row in range(1, changed.line_count + 1)]
