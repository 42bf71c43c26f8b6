"""
A file as bytes and as a tree.

Every position is a byte offset into what stands on disk, so that an edit can
replace some bytes and leave all others alone, whatever their encoding.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_left, bisect_right
from functools import cached_property, lru_cache
from importlib import import_module
from importlib.machinery import ExtensionFileLoader, PathFinder
from itertools import accumulate
from types import ModuleType
from typing import TYPE_CHECKING, Iterator

from .search import MAX_BYTES

if TYPE_CHECKING:
    from tree_sitter import Node, Parser, Tree

    from .notebooks import Notebook

#: Deeper trees are hostile or generated, and every look upwards would crawl.
MAX_DEPTH = 400

_DOCUMENTS = (".md", ".markdown", ".rst", ".txt")
_CODING = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
#: Where it is a name, as it could be until Python 3.7. No API we look for is called that.
_ASYNC = re.compile(rb"\basync\b(?![\s\\]+(?:def|for|with)\b)")
_WORD = frozenset(
    bytes([c]) for c in b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"
)
_BLANK = bytes(c if c < 128 else ord("_") for c in range(256))


class Unreadable(Exception):
    """The reason why a file has no tree, as a sentence for its owner."""


def prepare_parser() -> None:
    """Import the parser before it is needed."""
    _parser()


@lru_cache(maxsize=None)
def _parser() -> Parser:
    # Not at the top: most files are put aside before anything is parsed.
    from tree_sitter import Language, Parser

    return Parser(Language(_grammar().language()))


def _grammar() -> ModuleType:
    """
    Return the extension module of the grammar.

    Importing the package around it takes as long as importing all rules does:
    for queries that nobody asks for, it imports importlib.resources.
    """
    package = PathFinder.find_spec("tree_sitter_python")
    places = package.submodule_search_locations if package is not None else None
    spec = PathFinder.find_spec("tree_sitter_python._binding", places)
    if spec is None or not isinstance(spec.loader, ExtensionFileLoader):
        return import_module("tree_sitter_python")
    module = spec.loader.create_module(spec)
    spec.loader.exec_module(module)
    return module


def declared_encoding(data: bytes) -> str:
    """Return the encoding of a source file, as PEP 263 finds it."""
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    for line in data.split(b"\n", 2)[:2]:
        match = _CODING.match(line)
        if match:
            return match.group(1).decode("ascii")
        if line.strip() and not line.lstrip().startswith(b"#"):
            break
    return "utf-8"


def _parseable(data: bytes, encoding: str) -> bytes:
    """
    Return what the parser reads: as long as the file, and UTF-8.

    No API we look for has a letter outside ASCII, so such letters may as well
    be underscores; then every offset stays what it is on disk.
    """
    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        name = "unknown"
    if data.isascii():
        return data
    if name in ("utf-8", "utf-8-sig"):
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            return data.translate(_BLANK)
        return data
    try:
        text = data.decode(name)
        widths = [c if c.isascii() else "_" * len(c.encode(name)) for c in text]
        blanked = "".join(widths).encode("ascii")
    except (LookupError, UnicodeError):
        return data.translate(_BLANK)
    return blanked if len(blanked) == len(data) else data.translate(_BLANK)


class Source:
    """
    One file.

    :param path: what the user calls it.
    :param data: its bytes, exactly.
    """

    def __init__(self, path: str, data: bytes) -> None:
        self.path = path
        self.data = data
        self._ancestors: dict[int, list[Node]] = {}
        self._occurrences: dict[str, list[Node]] = {}

    #: Whether these are the cells of a notebook.
    is_cells = False

    @cached_property
    def notebook(self) -> Notebook | None:
        """The notebook that it is, or None."""
        if not self.path.endswith(".ipynb"):
            return None
        from .notebooks import Notebook

        return Notebook(self.data)

    @cached_property
    def _cells(self) -> Cells:
        return Cells(self.path, self.notebook.code)

    @property
    def python(self) -> Source:
        """What is read of it: the file itself, or a notebook's cells as one file."""
        # Not cached: a file that refers to itself keeps its tree until garbage is collected.
        return self if self.notebook is None else self._cells

    @cached_property
    def is_document(self) -> bool:
        """Whether it holds Python among other things."""
        return self.path.endswith(_DOCUMENTS)

    @cached_property
    def code(self) -> bytes:
        """The Python in it, byte for byte where it is in the file."""
        if not self.is_document:
            return self.data
        from .documents import code_of

        return code_of(self.path, self.data)

    @cached_property
    def encoding(self) -> str:
        return "utf-8" if self.is_document else declared_encoding(self.data)

    @cached_property
    def newline(self) -> bytes:
        """How this file ends its lines."""
        return b"\r\n" if b"\r\n" in self.data else b"\n"

    @cached_property
    def tree(self) -> Tree:
        """
        The syntax tree, with errors kept local.

        :raises Unreadable: for what is no Python source at all.
        """
        if len(self.data) > MAX_BYTES:
            raise Unreadable(
                f"It has more than {MAX_BYTES:,} bytes, and no file of that size is read."
                " Exclude it, or split it."
            )
        if b"\0" in self.data:
            raise Unreadable("It contains NUL bytes, which Python does not read. Remove them.")
        code = _parseable(self.code, self.encoding)
        return _parser().parse(_ASYNC.sub(b"_sync", code) if b"async" in code else code)

    @cached_property
    def root(self) -> Node:
        return self.tree.root_node

    def text(self, node: Node) -> str:
        """Return what stands in the file for a node, non-ASCII letters blanked."""
        return self.data[node.start_byte : node.end_byte].decode("ascii", "replace")

    def bytes(self, node: Node) -> bytes:
        return self.data[node.start_byte : node.end_byte]

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0, *accumulate(map(len, self.data.splitlines(keepends=True)))]
        if self.data and not self.data.endswith((b"\n", b"\r")):
            starts.pop()
        return starts

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column, both from 1, the column in characters."""
        line = bisect_right(self._line_starts, offset)
        start = self._line_starts[line - 1]
        before = self.data[start:offset]
        if line == 1 and before.startswith(codecs.BOM_UTF8):
            before = before[3:]
        return line, len(self.decode(before)) + 1

    def line(self, number: int) -> str:
        """Return a line without its end."""
        starts = self._line_starts
        if number > len(starts):
            return ""
        end = starts[number] if number < len(starts) else len(self.data)
        return self.decode(self.data[starts[number - 1] : end]).rstrip("\r\n").lstrip("\ufeff")

    @property
    def line_count(self) -> int:
        return len(self._line_starts)

    def line_start(self, offset: int) -> int:
        """Return where the line that holds the offset starts."""
        return self._line_starts[bisect_right(self._line_starts, offset) - 1]

    def decode(self, data: bytes) -> str:
        """Return some of the file's bytes as text."""
        try:
            return data.decode(self.encoding, "replace")
        except LookupError:
            return data.decode("latin-1")

    def node_at(self, start: int, end: int) -> Node | None:
        """Return the smallest node that spans the bytes."""
        return self.root.descendant_for_byte_range(start, end)

    def ancestors(self, node: Node) -> list[Node]:
        """
        Return the nodes around a node, innermost first.

        Found from the root down, because a node looks its parent up from
        there: asking for one parent after the other would be quadratic.

        :raises Unreadable: where the nesting is deeper than anybody writes.
        """
        found = self._ancestors.get(node.id)
        if found is None:
            found = []
            current, wanted = self.root, node.id
            while current is not None and current.id != wanted:
                found.append(current)
                try:
                    current = current.child_with_descendant(node)
                except AttributeError:
                    # That came with tree-sitter 0.24.
                    current = _child_around(current, node)
                if len(found) > MAX_DEPTH:
                    raise Unreadable(
                        f"Something in it is nested deeper than {MAX_DEPTH} levels."
                        " Exclude it, or take it apart."
                    )
            found.reverse()
            self._ancestors[wanted] = found
        return found

    def parent(self, node: Node) -> Node | None:
        known = self._ancestors.get(node.id)
        if known is None:
            # One step is the parser's own business; only many would be quadratic.
            return node.parent
        return known[0] if known else None

    def occurrences(self, name: str) -> list[Node]:
        """Return every identifier of that name, in order."""
        found = self._occurrences.get(name)
        if found is None:
            found = self._occurrences[name] = list(self._find(name.encode()))
        return found

    def occurrences_in(self, scope: Node, name: str) -> list[Node]:
        """Return the identifiers of that name within a node."""
        nodes = self.occurrences(name)
        start, end = (
            bisect_left(nodes, offset, key=lambda node: node.start_byte)
            for offset in (scope.start_byte, scope.end_byte)
        )
        return nodes[start:end]

    def _find(self, name: bytes) -> Iterator[Node]:
        # A name is empty where the parser made up one that is missing.
        data, start = self.data, self.data.find(name) if name else -1
        while start >= 0:
            end = start + len(name)
            if data[start - 1 : start] not in _WORD and data[end : end + 1] not in _WORD:
                node = self.node_at(start, end)
                if node is not None and node.type == "identifier":
                    if node.start_byte == start and node.end_byte == end:
                        yield node
            start = data.find(name, end)

    def syntax_errors(self) -> Iterator[Node]:
        """Yield the outermost nodes that the parser could not make sense of."""
        if not self.root.has_error:
            return
        pending = [self.root]
        while pending:
            node = pending.pop()
            if node.is_error or node.is_missing:
                yield node
            elif node.has_error:
                pending.extend(reversed(node.children))


class Cells(Source):
    """The code cells of a notebook, as one file."""

    is_cells = True
    notebook = None


def _child_around(current: Node, node: Node) -> Node | None:
    """Return the child of one node that is or holds another."""
    for child in current.children:
        if child.start_byte <= node.start_byte and node.end_byte <= child.end_byte:
            if child.id == node.id or child.end_byte > child.start_byte:
                return child
    return None


def string_value(source: Source, node: Node) -> str | None:
    """Return the value of a plain string literal, or None for anything cleverer."""
    if node.type != "string":
        return None
    prefix = source.text(node.children[0]).rstrip("'\"").lower()
    if "f" in prefix:
        return None
    content = [child for child in node.children if child.type == "string_content"]
    if not content:
        return ""
    if len(content) > 1 or content[0].children:
        return None
    return source.text(content[0])
