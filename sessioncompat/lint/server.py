"""
The lint in an editor: ``sessioncompat server`` speaks the Language Server Protocol.

It says while one types what ``sessioncompat lint`` would say of the saved
file: with the same config, for the same releases, with the same fixes.
"""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass
from typing import Sequence

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.workspace import TextDocument

from . import flaskrange
from .discovery import SUFFIXES
from .embedded import Rules, rules_in, source_of
from .finding import Edit, Finding, Sure
from .fixes import choose
from .pages import markdown
from .reports.looks import severity
from .rule import all_rules
from .settings import BadConfig
from .source import Source

SOURCE = "sessioncompat"
FIX_ALL = "source.fixAll.sessioncompat"

_SEVERITIES = {
    "opens": types.DiagnosticSeverity.Error,
    "breaks": types.DiagnosticSeverity.Error,
    "changes": types.DiagnosticSeverity.Warning,
    "warns": types.DiagnosticSeverity.Warning,
    "about": types.DiagnosticSeverity.Information,
}


@dataclass(frozen=True)
class Read:
    """One version of a document, and what there is to say about it."""

    version: int | None
    source: Source
    findings: list[Finding]


class Server(LanguageServer):
    """Keeps what was read until the document changes."""

    def __init__(self, version: str) -> None:
        super().__init__("sessioncompat", version)
        self._rules: dict[str, Rules | None] = {}
        self._read: dict[str, Read] = {}

    def forget(self) -> None:
        """Look at the config and at other files afresh."""
        self._rules.clear()
        self._read.clear()
        flaskrange._declared.cache_clear()

    def close(self, uri: str) -> None:
        self._read.pop(uri, None)

    def read(self, document: TextDocument) -> Read:
        """Return what there is to say about a document."""
        found = self._read.get(document.uri)
        if found is None or found.version != document.version:
            source = source_of(document.path or "untitled.py", document.source)
            findings = self._findings(document, source)
            found = self._read[document.uri] = Read(document.version, source, findings)
        return found

    def _findings(self, document: TextDocument, source: Source) -> list[Finding]:
        if document.language_id != "python" and not source.path.endswith(SUFFIXES):
            return []
        rules = self._rules_in(os.path.dirname(source.path))
        return rules.findings(source, self.workspace.root_path) if rules else []

    def _rules_in(self, folder: str) -> Rules | None:
        if folder not in self._rules:
            try:
                self._rules[folder] = rules_in(folder)
            except (BadConfig, flaskrange.BadRange) as error:
                self._rules[folder] = None
                self.window_show_message(
                    types.ShowMessageParams(types.MessageType.Error, f"sessioncompat: {error}")
                )
        return self._rules[folder]

    def position(self, document: TextDocument, source: Source, row: int, column: int):
        """Return a place as the client counts, which is rarely in characters."""
        text = source.line(row)[: column - 1]
        return types.Position(row - 1, document.position_codec.client_num_units(text))

    def span(self, document: TextDocument, read: Read, start: int, end: int) -> types.Range:
        return types.Range(
            self.position(document, read.source, *read.source.position(start)),
            self.position(document, read.source, *read.source.position(end)),
        )

    # What is answered

    def diagnostic(self, document: TextDocument, read: Read, finding: Finding):
        level = _SEVERITIES[severity(finding.code)]
        if finding.sure is Sure.LIKELY:
            level = types.DiagnosticSeverity.Information
        return types.Diagnostic(
            range=self.span(document, read, finding.start, finding.end),
            message=finding.message,
            severity=level,
            code=finding.code,
            source=SOURCE,
        )

    def publish(self, uri: str) -> None:
        document = self.workspace.get_text_document(uri)
        read = self.read(document)
        found = [self.diagnostic(document, read, finding) for finding in read.findings]
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri, found, document.version)
        )

    def edit(self, document: TextDocument, read: Read, edits: Sequence[Edit]):
        return types.WorkspaceEdit(
            document_changes=[
                types.TextDocumentEdit(
                    types.OptionalVersionedTextDocumentIdentifier(
                        uri=document.uri, version=document.version
                    ),
                    [
                        types.TextEdit(
                            self.span(document, read, one.start, one.end),
                            one.content.decode(read.source.encoding, "replace"),
                        )
                        for one in sorted(set(edits))
                    ],
                )
            ]
        )

    def actions(self, document: TextDocument, read: Read, asked: types.CodeActionParams):
        """Return the fixes of what stands in the range, and all the safe ones together."""
        wanted = asked.context.only or [types.CodeActionKind.QuickFix, FIX_ALL]
        found = []
        if any(_is_kind(types.CodeActionKind.QuickFix, kind) for kind in wanted):
            for finding in read.findings:
                if finding.fixable(unsafe=True) and self._touches(document, read, finding, asked):
                    found.append(self._quick_fix(document, read, finding))
        if any(_is_kind(FIX_ALL, kind) for kind in wanted):
            chosen = choose(read.findings, unsafe=False)
            if chosen:
                edits = [edit for finding in chosen for edit in finding.fix.edits]
                found.append(
                    types.CodeAction(
                        "Make all safe fixes of sessioncompat",
                        kind=FIX_ALL,
                        edit=self.edit(document, read, edits),
                    )
                )
        return found

    def _touches(self, document, read, finding, asked: types.CodeActionParams) -> bool:
        span = self.span(document, read, finding.start, finding.end)
        return _pair(span.start) <= _pair(asked.range.end) and _pair(asked.range.start) <= _pair(
            span.end
        )

    def _quick_fix(self, document: TextDocument, read: Read, finding: Finding):
        doubt = "" if finding.fixable() else " (look at it: it may change what the code does)"
        return types.CodeAction(
            f"{finding.code}: {finding.fix.message}{doubt}",
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[self.diagnostic(document, read, finding)],
            is_preferred=finding.fixable(),
            edit=self.edit(document, read, finding.fix.edits),
        )

    def hover(self, document: TextDocument, read: Read, place: types.Position):
        """Return the pages of the rules that have something to say about a place."""
        rules = {rule.code: rule for rule in all_rules()}
        for finding in read.findings:
            span = self.span(document, read, finding.start, finding.end)
            if _pair(span.start) <= _pair(place) <= _pair(span.end):
                rule = rules[finding.code]
                text = f"**{rule.code} {rule.slug}**\n\n{markdown(rule.page)}"
                content = types.MarkupContent(types.MarkupKind.Markdown, text)
                return types.Hover(content, span)
        return None


def _pair(place: types.Position) -> tuple[int, int]:
    return place.line, place.character


def _is_kind(kind: str, wanted: str) -> bool:
    return kind == wanted or kind.startswith(f"{wanted}.")


def make_server(version: str) -> Server:
    """Return a server that answers, and is not started yet."""
    server = Server(version)

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(server: Server, params: types.DidOpenTextDocumentParams) -> None:
        server.publish(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(server: Server, params: types.DidChangeTextDocumentParams) -> None:
        server.publish(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(server: Server, params: types.DidSaveTextDocumentParams) -> None:
        # It may be the config, or a module that others import.
        server.forget()
        for uri in list(server.workspace.text_documents):
            server.publish(uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(server: Server, params: types.DidCloseTextDocumentParams) -> None:
        server.close(params.text_document.uri)
        server.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(params.text_document.uri, [])
        )

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix, FIX_ALL]),
    )
    def actions(server: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
        document = server.workspace.get_text_document(params.text_document.uri)
        return server.actions(document, server.read(document), params)

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(server: Server, params: types.HoverParams) -> types.Hover | None:
        document = server.workspace.get_text_document(params.text_document.uri)
        return server.hover(document, server.read(document), params.position)

    return server


def make_parser() -> argparse.ArgumentParser:
    return argparse.ArgumentParser(
        prog="sessioncompat server",
        description="The lint for editors: a language server on standard input and output."
        " Editors start it; docs/editors.md has the settings.",
    )


def main(argv: Sequence[str], version: str) -> int:
    """Serve one editor over standard input and output, until it hangs up."""
    make_parser().parse_args(argv)
    make_server(version).start_io()
    return 0
