"""
The pages that the build makes of the code, and the links to them.

A rule's page is its docstring, with what the lint finds out by trying the rule
on the page's own example. Nothing here is committed, so nothing can be stale.
"""

import importlib.util
import os
import re
from itertools import groupby
from pathlib import Path

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from sessioncompat.lint.engine import Linter
from sessioncompat.lint.flaskrange import Range
from sessioncompat.lint.inference import TITLES
from sessioncompat.lint.rule import all_rules
from sessioncompat.lint.source import Source
from sessioncompat.releases import RELEASES, UPCOMING
from sessioncompat.testing import SessionContract

logger = logging.getLogger(__name__)
CONSEQUENCES = {
    "0": ("Notes", "The lint could not read something."),
    "1": ("It breaks", "An exception, at the latest with the first request."),
    "2": ("It warns", "A later release will break it."),
    "3": ("It quietly does something else", "No exception and no warning, but other sessions."),
    "4": ("It lets somebody in", "A hole, on every Flask or on some."),
}
CHANGES = {
    package: f"https://{package}.palletsprojects.com/en/stable/changes/" for package in TITLES
}
NAMES = {**TITLES, "python": "Python", "flask_login": "Flask-Login", "flask_session": "Flask-Session"}


def setup(app):
    """Let Sphinx call what is here."""
    app.connect("builder-inited", write_pages)
    app.connect("include-read", lead_from_here)
    app.add_post_transform(LinkCodes)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def write_pages(app):
    """Write all that is made before Sphinx looks which pages there are."""
    home = Path(app.srcdir)
    pages = {f"rules/{rule.code}.rst": rule_page(rule) for rule in all_rules()}
    pages["rules/index.rst"] = rules_page(all_rules())
    pages["api/contract.rst"] = contract_page()
    if importlib.util.find_spec("sessioncompat.bridge"):
        pages["api/bridge.rst"] = module_page("sessioncompat.bridge")
    for old in {*home.glob("rules/*.rst"), home / "api" / "bridge.rst"}:
        if str(old.relative_to(home)) not in pages:
            old.unlink(missing_ok=True)
    for name, text in pages.items():
        path = home / name
        path.parent.mkdir(exist_ok=True)
        # A page that is as it was need not be read again.
        if not path.exists() or path.read_text() != text:
            path.write_text(text)


def lead_from_here(app, included, docname, content):
    """Let the links of a file from above lead where they did, from the page that includes it."""
    content[0] = re.sub(
        r"(?<=\]\()(?!\w+:|#)[^)#]+",
        lambda link: os.path.normpath(os.path.join(os.path.dirname(included), link.group())),
        content[0],
    )


# Rules


def rule_page(rule):
    """The page of one rule."""
    title, _, body = rule.page.partition("\n\n")
    example = rule.examples[0] if rule.examples else None
    facts = [("If ignored", ": ".join(_decapitalized(CONSEQUENCES[rule.code[2]])))]
    if example:
        facts += [
            *_reported_for(rule, example.before),
            ("Fix", _fix(rule, example)),
        ]
    fields = "".join(f":{name}: {text}\n" for name, text in facts)
    parts = [
        _heading(f"{rule.code} {rule.slug}"),
        title,
        f".. rst-class:: rule-facts\n\n{fields}",
        body,
        f"To see this page in a terminal: ``sessioncompat explain {rule.code}``. To keep a line as"
        f" it is, end it with ``# noqa: {rule.code}``.",
    ]
    return "\n\n".join(parts) + "\n"


def rules_page(rules):
    """The list of all rules, by what happens to those who ignore them."""
    parts = [
        _heading("Rules"),
        "What happens to those who ignore a finding is in the first digit of its code.",
    ]
    # What is no finding about code comes last.
    ordered = sorted(rules, key=lambda rule: (rule.code < "SC1", rule.code))
    for digit, group in groupby(ordered, lambda rule: rule.code[2]):
        title, text = CONSEQUENCES[digit]
        rows = "".join(
            f"   * - :doc:`{rule.code} <{rule.code}>`\n     - {rule.title}\n" for rule in group
        )
        parts += [
            _heading(f"{title} ({digit}xx)", "-"),
            text,
            f".. list-table::\n   :widths: 15 85\n\n{rows}",
        ]
    entries = "".join(f"   {rule.code}\n" for rule in rules)
    parts.append(f".. toctree::\n   :hidden:\n   :maxdepth: 1\n\n{entries}")
    return "\n\n".join(parts)


def _decapitalized(words):
    first, *rest = words
    return [first, *(word[0].lower() + word[1:] for word in rest)]


def _reported_for(rule, code):
    """Say for which releases the rule finds something in its own Before, and where upstream says so."""
    for package, releases in RELEASES.items():
        found = [text for text in releases if _finds(rule, code, {package: f"=={text}"})]
        if found and len(found) < len(releases):
            yield "Reported for", f"{NAMES[package]} {_in_words(found, releases)}"
            change = _last_change(found, releases)
            if package in CHANGES and change != UPCOMING.get(package):
                anchor = f"version-{change.replace('.', '-')}"
                yield "Changed in", f"`{NAMES[package]} {change} <{CHANGES[package]}#{anchor}>`__"
            return
    yield "Reported for", "every release"


def _last_change(found, releases):
    """The release in which the findings last began, or ended where they never began."""
    edges = [
        text for before, text in zip(releases, releases[1:])
        if text in found and before not in found
    ]  # fmt: skip
    return edges[-1] if edges else releases[releases.index(found[-1]) + 1]


def _finds(rule, code, specs):
    specs = specs if "flask" in specs else {"flask": f"=={RELEASES['flask'][-2]}", **specs}
    return bool(Linter([rule]).lint(Source("example.py", code.encode()), Range(specs, "page")))


def _in_words(found, releases):
    """``2.3.0 and later``, or the runs of releases that are found."""
    runs = []
    for index, text in enumerate(releases):
        if text not in found:
            continue
        if runs and runs[-1][2] == index - 1:
            runs[-1][1:] = [text, index]
        else:
            runs.append([text, text, index])
    return ", ".join(
        f"{first} and later" if last == releases[-1]
        else f"up to {last}" if first == releases[0]
        else f"{first} to {last}"
        for first, last, _ in runs
    )  # fmt: skip


def _fix(rule, example):
    specs = {"flask": example.range} if example.range else None
    linter = Linter([rule])
    found = linter.lint(Source("example.py", example.before.encode()), Range(specs, "page"))
    if all(finding.fixable() for finding in found):
        return "``--fix`` makes it."
    if all(finding.fixable(unsafe=True) for finding in found):
        return "``--fix --unsafe-fixes`` makes it, for you to look at."
    return "by hand."


# The reference


def module_page(module):
    """The reference of a module that may not be there."""
    return f"{_heading(module)}\n\n.. automodule:: {module}\n   :members:\n"


def contract_page():
    """The contract of a session interface: the docstrings of its tests."""
    parts = [
        _heading("The contract of a session interface"),
        "These are the docstrings of the tests in :class:`sessioncompat.testing.SessionContract`,"
        " in full. Run them on the Flasks that you support. What an interface does not promise it"
        " declares, and the tests of that are skipped.",
    ]
    for cls in SessionContract.__mro__[1:]:
        promises = [
            (name, " ".join(test.__doc__.split()))
            for name, test in vars(cls).items()
            if name.startswith("test_")
        ]
        if promises:
            parts.append(_heading(_spaced(cls.__name__), "-"))
            parts += [f"``{name}``\n   {promise}" for name, promise in promises]
    return "\n\n".join(parts) + "\n"


def _spaced(name):
    words = re.findall("[A-Z][a-z]*", name)
    return " ".join([words[0], *(word.lower() for word in words[1:])])


def _heading(text, line="="):
    return f"{text}\n{line * len(text)}"


class LinkCodes(SphinxPostTransform):
    """
    Make a link of every code of a rule.

    The files that people read as they are have plain codes, ``SC104``, which
    ``sessioncompat explain`` takes. A code that no rule has fails the build.
    """

    default_priority = 500

    def run(self, **kwargs):
        here = self.env.docname
        for node in list(self.document.findall(nodes.literal)):
            page = f"rules/{node.astext()}"
            if not re.fullmatch(r"rules/SC\d{3}", page) or page == here:
                continue
            if page not in self.env.found_docs:
                logger.warning("No rule has the code %s.", node.astext(), location=node)
            elif not isinstance(node.parent, nodes.reference):
                uri = self.app.builder.get_relative_uri(here, page)
                node.replace_self(nodes.reference("", "", node.deepcopy(), internal=True, refuri=uri))
