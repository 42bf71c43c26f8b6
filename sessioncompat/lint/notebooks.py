"""
The Python in a notebook.

Its code cells are read as one file, one after the other, as they would run.
What is found there is put back where it stands in the notebook: an edit
changes the bytes that it is about, and no others, so that the diff of a fixed
notebook shows the fix and nothing else.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Callable, Iterator

from .finding import Edit, Finding, Fix

SUFFIX = ".ipynb"

#: An unfinished string ends with the file, so that nothing is looked at twice.
_TOKEN = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)|[{}\[\]:,]', re.S)
_PIECE = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]+", re.S
)
_MAGIC = re.compile(
    rb"^([ \t]*)(?:(?:%%?[A-Za-z_]|[!?])(?:[^\n]*\\\r?\n)*[^\n]*|[\w.%]+\?\??[ \t]*\r?$)", re.M
)
#: A magic, or a command, whose result is assigned.
_ASSIGNED = re.compile(rb"=[ \t]*((?:%[A-Za-z_]|!)(?:[^\n]*\\\r?\n)*[^\n]*)")
#: What tells the first ``=`` of a line from others. Unfinished strings end as they do above.
_SIGN = re.compile(
    rb"#[^\n]*|\\\r?\n|[\n()\[\]{}]|(?<![=!<>:+\-*/%&|^@])=(?!=)"
    rb"|(\"\"\"|''')(?:\\.|(?!\1)[^\\])*(?:\1|\\?\Z)|([\"'])(?:\\.|(?!\2)[^\\\n])*\2?",
    re.S,
)
_CELL_MAGIC = re.compile(rb"\s*%%(\w+)[^\n]*")
#: The cell magics whose cell is Python.
_TIMERS = frozenset({b"capture", b"prun", b"time", b"timeit"})
#: Stands after each cell, so that the end of one is not the start of the next.
_END = b"#\n"
_CELLS = ([b'"cells"'], [b'"worksheets"', b'"cells"'])
_LANGUAGE = ((b'"language_info"', b'"name"'), (b'"kernelspec"', b'"language"'))


@dataclass
class _Strings:
    """A string of the file, or a list of them, each without its quotes."""

    start: int
    end: int
    spans: list[tuple[int, int]]
    is_list: bool


@dataclass
class _Frame:
    """An object or a list that is not read to its end yet."""

    start: int
    is_object: bool
    key: bytes = b""
    after_colon: bool = False
    spans: list[tuple[int, int]] = field(default_factory=list)
    fields: dict[bytes, _Strings] = field(default_factory=dict)


@dataclass
class _Cell:
    """One code cell: where it is in the code, and in the file."""

    start: int
    end: int
    source: _Strings
    joint: bytes
    """What stands between two lines of it in the file."""
    magics: list[tuple[int, int]]

    @property
    def last(self) -> int:
        """Where its last line ends in the file."""
        return self.source.spans[-1][1]


class Notebook:
    """
    A notebook of any format, however its JSON is laid out.

    :param data: the bytes of the file, exactly.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._cells: list[_Cell] = []
        #: Where each run of bytes starts in the code, and where in the file.
        self._code_starts: list[int] = []
        self._file_starts: list[int] = []
        self._length = 0
        parts: list[bytes] = []
        for source in _sources(data):
            parts += self._add(source)
        #: Its Python.
        self.code = b"".join(parts)

    def _add(self, source: _Strings) -> list[bytes]:
        """Add a cell, and return its code."""
        start, marks = self._length, len(self._code_starts)
        code = b"".join(piece for span in source.spans for piece in self._decoded(*span))
        magic = _CELL_MAGIC.match(code)
        if not code or (magic is not None and magic[1] not in _TIMERS):
            self._length = start
            del self._code_starts[marks:], self._file_starts[marks:]
            return []
        self._mark(source.spans[-1][1])
        magics = [match.span() for match in _MAGIC.finditer(code)]
        python = _MAGIC.sub(_hidden, code)
        parts, done = [], 0
        for first, last in _assigned(python):
            magics.append((first, last))
            parts += [python[done:first], _covered(python[first:last], b"0#")]
            done = last
        python = b"".join([*parts, python[done:]])
        end = self._length
        cell = _Cell(
            start, end, source, self._joint(source), [(start + a, start + b) for a, b in magics]
        )
        if magic is not None:
            # Nothing may come before it.
            cell.magics.append((start - 1, start + magic.end()))
        self._cells.append(cell)
        tail = _END if code.endswith(b"\n") else b"\n" + _END
        self._length += len(tail)
        return [python, tail]

    def _mark(self, place: int) -> None:
        self._code_starts.append(self._length)
        self._file_starts.append(place)

    def _decoded(self, start: int, end: int) -> Iterator[bytes]:
        self._mark(start)
        for match in _PIECE.finditer(self._data, start, end):
            self._mark(match.start())
            piece = match[0]
            if piece[:1] == b"\\":
                piece = _unescaped(piece)
            self._length += len(piece)
            yield piece

    def _joint(self, source: _Strings) -> bytes:
        spans = source.spans
        if not source.is_list:
            return b""
        if len(spans) > 1:
            return self._data[spans[0][1] : spans[1][0]]
        return b'",' + (self._data[source.start + 1 : spans[0][0] - 1] or b" ") + b'"'

    # Back to the file

    def _place(self, offset: int) -> int:
        """Return where in the file a byte of the code stands."""
        mark = bisect_right(self._code_starts, offset) - 1
        cell = self._cell(offset)
        if offset >= cell.end:
            return cell.last
        return self._file_starts[mark] + offset - self._code_starts[mark]

    def _cell(self, offset: int) -> _Cell:
        return self._cells[bisect_right(self._cells, offset, key=lambda cell: cell.start) - 1]

    def placed(self, finding: Finding, position: Callable[[int], tuple[int, int]]) -> Finding:
        """
        Return a finding about the code as one about the file.

        :param position: returns line and column of a place in the file.
        """
        if not self._cells:
            return finding
        start, end = self._place(finding.start), self._place(finding.end)
        row, column = position(start)
        end_row, end_column = position(end)
        return finding._replace(
            start=start, end=end, row=row, column=column,
            end_row=end_row, end_column=end_column, fix=finding.fix and self._fix(finding.fix),
        )  # fmt: skip

    def _fix(self, fix: Fix) -> Fix | None:
        edits = [self._edit(edit) for edit in fix.edits]
        return None if None in edits else fix._replace(edits=tuple(edits))

    def _edit(self, edit: Edit) -> Edit | None:
        """Return the edit of the file, or None where a magic or another cell is in the way."""
        cell = self._cell(edit.start)
        start, end, content = edit.start, edit.end, edit.content
        ended = self.code[: cell.end].endswith(b"\n")
        if end > cell.end + (not ended):
            return None
        if start > cell.end:
            # After the last line, which has no end.
            start, content = cell.end, b"\n" + content.rstrip(b"\r\n")
        end = min(end, cell.end)
        if any(a < end and start < b or a < start == end < b for a, b in cell.magics):
            return None
        if not content and start < end == cell.end:
            return self._shortened(cell, start, ended)
        lines = self._written(content)
        if lines is None:
            return None
        first = cell.joint if ended and start == cell.end else b""
        # What ends the cell starts no other line.
        last = b"\\n" if end == cell.end and len(lines) > 1 and not lines[-1] else b""
        text = (b"\\n" + cell.joint).join(lines[:-1] if last else lines)
        return Edit(self._place(start), self._place(end), first + text + last)

    def _shortened(self, cell: _Cell, start: int, ended: bool) -> Edit | None:
        """Take away all lines from one on, without leaving an empty one."""
        before = self.code[cell.start : start]
        if before.endswith(b"\n") and not ended:
            # The line before becomes the last one, and has no end either.
            before = before[: -2 if before.endswith(b"\r\n") else -1]
        if not before:
            return Edit(cell.source.start + 1, cell.source.end - 1, b"")
        start = cell.start + len(before)
        if before.endswith(b"\n"):
            return Edit(self._place(start - 1) + len(b"\\n"), cell.last, b"")
        return Edit(self._place(start), cell.last, b"")

    def _written(self, content: bytes) -> list[bytes] | None:
        """Return the lines of a text as this file writes them, or None if it can't."""
        try:
            lines = content.decode("utf-8").split("\n")
        except UnicodeDecodeError:
            return None
        plain = self._data.isascii()
        return [json.dumps(line, ensure_ascii=plain)[1:-1].encode() for line in lines]


def _hidden(magic: re.Match[bytes]) -> bytes:
    """Return Python of the same length that does nothing, for a line that is none."""
    lead = len(magic[1])
    # What is indented may be all there is in its block.
    return magic[1] + _covered(magic[0][lead:], b"0#" if lead else b"#")


def _covered(magic: bytes, mark: bytes) -> bytes:
    """Return a magic with a mark over what it begins with, and all else as a comment."""
    first, *lines = magic.split(b"\n")
    covered = [mark[: len(first)] + first[len(mark) :]]
    return b"\n".join(covered + [b"#"[: len(line)] + line[1:] for line in lines])


def _assigned(code: bytes) -> Iterator[tuple[int, int]]:
    """
    Yield where magics are whose result is assigned.

    As in IPython, they follow the first ``=`` of a line outside of brackets.
    """
    depth, is_first, place = 0, True, 0
    match = _SIGN.search(code) if _ASSIGNED.search(code) is not None else None
    while match is not None:
        sign, place = match[0], match.end()
        if sign in (b"(", b"[", b"{"):
            depth += 1
        elif sign in (b")", b"]", b"}"):
            depth = max(0, depth - 1)
        elif sign == b"\n":
            is_first = is_first or not depth
        elif sign == b"=" and is_first and not depth:
            is_first = False
            magic = _ASSIGNED.match(code, match.start())
            if magic is not None:
                place = magic.end()
                yield magic.span(1)
        match = _SIGN.search(code, place)


def _unescaped(piece: bytes) -> bytes:
    try:
        return str(json.loads(b'"%s"' % piece)).encode("utf-8")
    except ValueError:
        # Half a character, or no escape at all.
        return b"_"


def _sources(data: bytes) -> Iterator[_Strings]:
    """Yield what the code cells hold, and nothing for a notebook in another language."""
    found = []
    for frame, path in _objects(data):
        for key, name in _LANGUAGE:
            language = frame.fields.get(name)
            if path[-1:] == [key] and language is not None:
                text = data[slice(*language.spans[0])] if language.spans else b""
                if b"python" not in text.lower():
                    return
        kind = frame.fields.get(b'"cell_type"')
        source = frame.fields.get(b'"source"') or frame.fields.get(b'"input"')
        if path in _CELLS and kind is not None and source is not None and source.spans:
            if data[kind.start : kind.end] == b'"code"':
                found.append(source)
    yield from found


def _objects(data: bytes) -> Iterator[tuple[_Frame, list[bytes]]]:
    """Yield the objects of a JSON file when they end, and the keys that lead to them."""
    stack: list[_Frame] = []
    for match in _TOKEN.finditer(data):
        start, end = match.span()
        token = data[start : start + 1]
        if token in (b"{", b"["):
            stack.append(_Frame(start, token == b"{"))
            continue
        if not stack:
            continue
        top = stack[-1]
        if token == b":":
            top.after_colon = True
        elif token == b",":
            top.after_colon = False
        elif token == b'"' and top.is_object and not top.after_colon:
            top.key = data[start:end]
        elif token == b'"' and top.is_object:
            top.fields[top.key] = _Strings(start, end, [(start + 1, end - 1)], False)
        elif token == b'"':
            top.spans.append((start + 1, end - 1))
        else:
            stack.pop()
            if top.is_object:
                yield top, [frame.key for frame in stack if frame.is_object]
            elif stack and stack[-1].is_object:
                stack[-1].fields[stack[-1].key] = _Strings(top.start, end, top.spans, True)
