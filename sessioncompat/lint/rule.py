"""
What a rule is made of.

A rule is a module of ``rules``: its docstring is its page, and its functions
are called with every use of the names they ask for. Names are also what files
are searched for before anything is parsed.
"""

from __future__ import annotations

import importlib
import os
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Callable, Iterable, Iterator, NamedTuple

from . import guards, lexical
from .finding import Finding, Fix, Sure, page_of
from .flaskrange import Range
from .semantics import Binding, Semantics, Typed
from .source import Source

if TYPE_CHECKING:
    from tree_sitter import Node

    from .pages import Example

Check = Callable[["Use"], Iterable[Finding]]


class Use:
    """
    A place where a name stands that a rule asked for.

    :param node: the identifier, or the string that holds the name.
    :param looked_up: the parts of the dotted name that is looked up, if it
        stands in a string that is one.
    """

    def __init__(
        self,
        node: Node,
        name: str,
        semantics: Semantics,
        range: Range,
        looked_up: tuple[str, ...] = (),
    ) -> None:
        self.node = node
        self.name = name
        self.semantics = semantics
        self.range = range
        self.looked_up = looked_up

    @property
    def source(self) -> Source:
        return self.semantics.source

    @cached_property
    def parent(self) -> Node | None:
        return self.source.parent(self.node)

    @cached_property
    def attribute(self) -> Node | None:
        """The ``object.name`` that the name ends, or None."""
        parent = self.parent
        if parent is not None and parent.type == "attribute":
            if parent.child_by_field_name("attribute") == self.node:
                return parent
        return None

    @property
    def object(self) -> Node | None:
        """What the name is an attribute of."""
        return self.attribute.child_by_field_name("object") if self.attribute else None

    @property
    def expression(self) -> Node:
        """The attribute that the name ends, or the name itself."""
        return self.attribute or self.node

    @cached_property
    def around(self) -> Node | None:
        """What the expression is a part of."""
        return self.source.parent(self.expression)

    @cached_property
    def call(self) -> Node | None:
        """The call of the expression, or None."""
        around = self.around
        if around is not None and around.type == "call":
            if around.child_by_field_name("function") == self.expression:
                return around
        return None

    @cached_property
    def arguments(self) -> list[Node]:
        """The arguments of the call, without comments."""
        return arguments(self.call) if self.call is not None else []

    @cached_property
    def assignment(self) -> Node | None:
        """The assignment to the expression, or None."""
        around = self.around
        if around is not None and around.type == "assignment":
            if around.child_by_field_name("left") == self.expression:
                return around
        return None

    @property
    def is_stored(self) -> bool:
        """Whether the expression is written to or deleted, in whatever way."""
        around = self.around
        if around is None:
            return False
        if around.type in ("assignment", "augmented_assignment", "for_statement", "for_in_clause"):
            return around.child_by_field_name("left") == self.expression
        return around.type in (
            "pattern_list", "tuple_pattern", "list_pattern", "as_pattern_target",
            "delete_statement",
        )  # fmt: skip

    @cached_property
    def imported(self) -> Import | None:
        """The import of the name that it stands in, be it a statement or a string, or None."""
        if self.looked_up:
            path = ".".join(self.looked_up[: self.looked_up.index(self.name) + 1])
            return Import(self.node, self.node, path, None)
        return _import_of(self)

    @cached_property
    def statement(self) -> Node | None:
        """The import statement that the name stands in, or the string that is as good as one."""
        if self.looked_up:
            return self.node
        return self.semantics.enclosing(self.node, "import_statement", "import_from_statement")

    @cached_property
    def dotted(self) -> str | None:
        """The dotted name that the name is a part of in an absolute import, or None."""
        if self.looked_up:
            return ".".join(self.looked_up)
        parent = self.parent
        if parent is None or parent.type != "dotted_name":
            return None
        outer = self.source.parent(parent)
        if outer is None or outer.type == "relative_import":
            return None
        return "".join(self.source.text(parent).split())

    @property
    def dotted_node(self) -> Node | None:
        """What the dotted name is in the file."""
        return self.node if self.looked_up else self.parent

    @cached_property
    def owner(self) -> Typed | None:
        """The type of what the name is an attribute of."""
        return self.semantics.type_of(self.object)

    def owned_by(self, *types: str) -> Typed | None:
        """Return the owner's type if it is one of the given."""
        return self.owner if self.owner is not None and self.owner.name in types else None

    def guarded(self, errors: frozenset[str] = guards.ATTRIBUTE) -> bool:
        return guards.is_guarded(self.semantics, self.node, errors)

    def text(self, node: Node) -> str:
        return self.source.bytes(node).decode("utf-8", "surrogateescape")


class Import(NamedTuple):
    """One name of an import statement, or of a string that is looked up."""

    statement: Node
    """The statement, or the string; only a statement can be rewritten."""
    item: Node
    """The child of the statement that stands for the name, with its ``as``."""
    path: str
    """As written, not canonical: ``flask.globals._request_ctx_stack``."""
    binding: Binding | None


def _import_of(use: Use) -> Import | None:
    statement = use.semantics.enclosing(use.node, "import_statement", "import_from_statement")
    if statement is None:
        return None
    for item in statement.children_by_field_name("name"):
        if not item.start_byte <= use.node.start_byte < item.end_byte:
            continue
        dotted = item.child_by_field_name("name") if item.type == "aliased_import" else item
        alias = item.child_by_field_name("alias") if item.type == "aliased_import" else None
        if alias is not None and alias == use.node:
            return None
        text = use.source.text(dotted).replace(" ", "")
        module = statement.child_by_field_name("module_name")
        path = f"{use.source.text(module)}.{text}" if module is not None else text
        bound = alias or dotted.named_children[0]
        binding = next(
            (
                b
                for b in use.semantics.bindings(use.source.text(bound))
                if b.node == bound and b.kind == "import"
            ),
            None,
        )
        return Import(statement, item, path, binding)
    return None


def arguments(call: Node) -> list[Node]:
    """Return the arguments of a call, without comments."""
    node = call.child_by_field_name("arguments")
    if node is None:
        return []
    if node.type == "generator_expression":
        return [node]
    return [child for child in node.named_children if child.type != "comment"]


def keyword(source: Source, call: Node, name: str) -> Node | None:
    """Return the value of a keyword argument, or None."""
    for argument in arguments(call):
        if argument.type == "keyword_argument":
            if source.text(argument.child_by_field_name("name")) == name:
                return argument.child_by_field_name("value")
    return None


def positional(call: Node) -> list[Node] | None:
    """Return the positional arguments, or None where a ``*`` hides their number."""
    found = [
        a for a in arguments(call) if a.type not in ("keyword_argument", "dictionary_splat")
    ]
    return None if any(a.type == "list_splat" for a in found) else found


class Trigger(NamedTuple):
    """A name that a rule asks for, and what must stand around it."""

    rule: Rule
    name: str
    check: Check
    strings: bool
    needs: tuple[bytes, ...]
    dot: bool
    defined: bool
    imported: tuple[str, ...]
    of: tuple[str, ...]
    used: tuple[str, ...]
    beside: tuple[bytes, ...]
    session: bytes | None
    origin: tuple[bytes, ...]
    before: bytes | None
    after: bytes | None
    when: Callable[[Range, str], bool] | None

    def is_about(self, data: bytes) -> bool:
        """Say whether a file holds what its name needs to mean something."""
        return not self.needs or any(need in data for need in self.needs)

    def is_of_use(self, target: Range) -> bool:
        """Say whether there may be anything to find for a range."""
        return self.when is None or self.when(target, self.name)

    def fits(self, text: lexical.Text, start: int, end: int) -> bool:
        """Say whether what stands around an occurrence is what the rule looks for."""
        # What costs least comes first.
        if self.dot and not text.follows_dot(start):
            return False
        if self.strings and not text.is_string(start, end):
            return False
        if self.after is not None and not text.precedes(end, self.after):
            return False
        if self.before is not None and not text.follows(start, self.before):
            return False
        if self.defined and not text.is_defined(start):
            return False
        if self.imported and not text.is_imported(start, self.imported):
            return False
        if self.of and not text.is_of(start, self.of):
            return False
        if self.used and not text.is_used_from(start, end, self.used):
            return False
        if self.origin and not text.comes_from(start, self.origin):
            return False
        if self.session is not None and not text.uses_session(self.session):
            return False
        return all(map(text.says, self.beside))


class Rule:
    """
    One thing to look for.

    :param module: the ``__name__`` of the module, which gives the slug.
    :param code: ``SC``, the consequence, and two digits that were never used.
    :param ends_range: whether code with such a finding does not support the
        release. What is only better done otherwise does not end a range.
    """

    def __init__(self, module: str, code: str, ends_range: bool = True) -> None:
        self.code = code
        self.ends_range = ends_range and code[2] in "13"
        self.module = module
        self.slug = module.rpartition(".")[2].replace("_", "-")
        self.checks: list[Trigger] = []

    def __repr__(self) -> str:
        return f"<Rule {self.code} {self.slug}>"

    def check(
        self,
        *names: str,
        strings: bool = False,
        needs: Iterable[bytes] = (),
        dot: bool = False,
        defined: bool = False,
        imported: Iterable[str] = (),
        of: Iterable[str] = (),
        used: Iterable[str] = (),
        beside: Iterable[bytes] = (),
        session: bytes | None = None,
        origin: Iterable[bytes] = (),
        before: bytes | None = None,
        after: bytes | None = None,
        when: Callable[[Range, str], bool] | None = None,
    ) -> Callable[[Check], Check]:
        """
        Call the function with every use of one of the names.

        :param strings: also, and only, where a string is the name.
        :param needs: the file holds at least one of these, because elsewhere
            the names mean something else.

        The others only spare the parser work. The function must not find
        anything where they do not hold:

        :param after: an expression that matches what follows the name.
        :param when: says of a range and a name whether there is anything to find.
        :param before: an expression that matches what stands before the name.
        :param beside: expressions that match somewhere in the file as well.
        :param session: an expression that matches what follows Flask's session
            somewhere in the file.

        And at most one of these:

        :param dot: the name follows a dot.
        :param defined: the name is that of a function where it is defined.
        :param imported: the name is imported from one of these modules.
        :param of: the name is that of something in one of these modules, imported
            from there or written with a dot.
        :param used: the name is that of something in one of these modules where it
            is used: after a dot, or by itself where the file imports it.
        :param origin: the name follows a dot, and what stands before it is made
            by something that has one of these in its name.
        """
        when = lru_cache(maxsize=1_000)(when) if when is not None else None
        # Here and not where it is looked for, which is at each place.
        left = rb"(?:%s)\Z" % before if before is not None else None

        def register(function: Check) -> Check:
            self.checks.extend(
                Trigger(self, name, function, strings, tuple(needs), dot, defined,
                        tuple(imported), tuple(of), tuple(used), tuple(beside), session,
                        tuple(origin), left, after, when)
                for name in names
            )  # fmt: skip
            return function

        return register

    def finding(
        self,
        use: Use,
        message: str,
        node: Node | None = None,
        sure: Sure = Sure.PROVED,
        fix: Fix | None = None,
    ) -> Finding:
        """Make a finding about a node, by default the expression that was used."""
        node = node or use.expression
        source = use.source
        # What cannot be decoded is in the file, and must not be in our output.
        message = message.encode("utf-8", "backslashreplace").decode("utf-8")
        row, column = source.position(node.start_byte)
        end_row, end_column = source.position(node.end_byte)
        return Finding(
            self.code, self.slug, message, source.path, node.start_byte, node.end_byte,
            row, column, end_row, end_column, sure, fix, source.line(row).strip(),
        )  # fmt: skip

    # Its page

    @property
    def url(self) -> str:
        """Where the page is on the web."""
        return page_of(self.code)

    @property
    def page(self) -> str:
        """The docstring of the module."""
        from .pages import page_of_module

        return page_of_module(importlib.import_module(self.module))

    @property
    def title(self) -> str:
        return " ".join(self.page.partition("\n\n")[0].split())

    @property
    def examples(self) -> list[Example]:
        """What the page shows as before and after, in pairs."""
        from .pages import examples

        return list(examples(self.page))


class DoubleCode(Exception):
    """Two rules have the same code."""


@lru_cache(maxsize=None)
def all_rules() -> tuple[Rule, ...]:
    """
    Return every rule of the package, by code.

    :raises DoubleCode: if two have the same code.
    """
    from . import rules

    found: dict[str, Rule] = {}
    for name in _modules(rules.__path__[0]):
        rule = getattr(importlib.import_module(f"{rules.__name__}.{name}"), "rule", None)
        if rule is None:
            continue
        if rule.code in found:
            raise DoubleCode(
                f"{rule.code} is already {found[rule.code].slug}. Take the next free number"
                f" for {rule.slug}."
            )
        found[rule.code] = rule
    return tuple(found[code] for code in sorted(found))


def _modules(folder: str) -> list[str]:
    try:
        files = os.listdir(folder)
    except NotADirectoryError:
        # In an archive. Elsewhere pkgutil costs more than half of the rules do.
        import pkgutil

        return [module.name for module in pkgutil.iter_modules([folder])]
    return [name[:-3] for name in files if name.endswith(".py") and name != "__init__.py"]
