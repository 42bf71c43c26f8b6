"""
An editor gets the lint's findings, fixes and pages from `sessioncompat server`.

The client is a real one, over the standard input and output of a real server.
"""

import asyncio
import contextlib
import sys

import pytest
from lsprotocol import types
from pygls.lsp.client import LanguageClient

BAD = "from flask import current_app\nname = current_app.session_cookie_name\n"
GOOD = 'from flask import current_app\nname = current_app.config["SESSION_COOKIE_NAME"]\n'


class Editor:
    """A client, and what it was told about each document."""

    def __init__(self, folder):
        self.folder = folder
        self.client = LanguageClient("editor", "1")
        self.told = asyncio.Queue()
        self.messages = []

        @self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def told(params):
            self.told.put_nowait(params)

        @self.client.feature(types.WINDOW_SHOW_MESSAGE)
        def message(params):
            self.messages.append(params.message)

    def uri(self, name):
        return (self.folder / name).as_uri()

    async def start(self, encodings):
        await self.client.start_io(sys.executable, "-m", "sessioncompat", "server")
        general = types.GeneralClientCapabilities(position_encodings=encodings)
        self.said = await self.client.initialize_async(
            types.InitializeParams(
                capabilities=types.ClientCapabilities(general=general),
                root_uri=self.folder.as_uri(),
                workspace_folders=[types.WorkspaceFolder(self.folder.as_uri(), "project")],
            )
        )
        self.client.initialized(types.InitializedParams())

    async def open(self, name, text, language="python"):
        item = types.TextDocumentItem(self.uri(name), language, 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return await self.diagnostics()

    async def change(self, name, version, text):
        document = types.VersionedTextDocumentIdentifier(uri=self.uri(name), version=version)
        changes = [types.TextDocumentContentChangeWholeDocument(text)]
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(document, changes)
        )
        return await self.diagnostics()

    async def save(self, name):
        self.client.text_document_did_save(
            types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(self.uri(name)))
        )
        return await self.diagnostics()

    async def diagnostics(self):
        return list((await asyncio.wait_for(self.told.get(), 30)).diagnostics)

    async def actions(self, name, line, only=None):
        span = types.Range(types.Position(line, 0), types.Position(line, 99))
        return list(await self.client.text_document_code_action_async(
            types.CodeActionParams(
                types.TextDocumentIdentifier(self.uri(name)), span, types.CodeActionContext([], only)
            )
        ))

    async def hover(self, name, line, character):
        return await self.client.text_document_hover_async(
            types.HoverParams(
                types.TextDocumentIdentifier(self.uri(name)), types.Position(line, character)
            )
        )


@contextlib.asynccontextmanager
async def editing(folder, encodings=None):
    editor = Editor(folder)
    await editor.start(encodings)
    try:
        yield editor
    finally:
        await editor.client.shutdown_async(None)
        editor.client.exit(None)
        await asyncio.wait_for(editor.client.stop(), 30)


def applied(text, edits):
    """Return a text with the edits that an editor would make, which counts in UTF-16."""
    lines = [line.encode("utf-16-le") for line in text.split("\n")]
    for edit in sorted(edits, key=lambda e: (e.range.start.line, e.range.start.character))[::-1]:
        start, end = edit.range.start, edit.range.end
        before = lines[start.line][: 2 * start.character]
        after = lines[end.line][2 * end.character :]
        new = before + edit.new_text.encode("utf-16-le") + after
        lines[start.line : end.line + 1] = [
            line.encode("utf-16-le") for line in new.decode("utf-16-le").split("\n")
        ]
    return b"\n\0".join(lines).decode("utf-16-le")


def edits_of(action):
    [change] = action.edit.document_changes
    return change.edits


def run(test):
    asyncio.run(asyncio.wait_for(test, 120))


def test_findings_come_and_go_while_one_types(tmp_path):
    async def session():
        async with editing(tmp_path) as editor:
            [found] = await editor.open("shop.py", BAD)
            assert (found.code, found.source) == ("SC101", "sessioncompat")
            assert found.severity is types.DiagnosticSeverity.Error
            assert found.range == types.Range(types.Position(1, 7), types.Position(1, 38))
            assert "is gone in Flask 2.3" in found.message
            assert await editor.change("shop.py", 2, GOOD) == []
            assert len(await editor.change("shop.py", 3, BAD + BAD[30:])) == 2

    run(session())


def test_a_quick_fix_is_the_fix_of_the_command(tmp_path):
    async def session():
        async with editing(tmp_path) as editor:
            await editor.open("shop.py", BAD)
            [fix, everything] = await editor.actions("shop.py", 1)
            assert fix.kind == "quickfix" and fix.is_preferred
            assert fix.title == "SC101: Use the SESSION_COOKIE_NAME config key"
            assert applied(BAD, edits_of(fix)) == GOOD
            assert everything.kind == "source.fixAll.sessioncompat"
            assert await editor.actions("shop.py", 0, ["quickfix"]) == []
            [only] = await editor.actions("shop.py", 0, ["source.fixAll"])
            assert applied(BAD, edits_of(only)) == GOOD

    run(session())


@pytest.mark.parametrize("encodings", [None, ["utf-8"], ["utf-32"]])
def test_places_are_counted_as_the_editor_counts(tmp_path, encodings):
    """An emoji is two units for most editors, four for some, and one for others."""
    text = "from flask import current_app\nx = '\U0001f36a'; y = current_app.session_cookie_name\n"
    start = {None: 14, "utf-8": 16, "utf-32": 13}[encodings and encodings[0]]

    async def session():
        async with editing(tmp_path, encodings) as editor:
            [found] = await editor.open("shop.py", text)
            assert found.range.start == types.Position(1, start)
            [fix] = await editor.actions("shop.py", 1, ["quickfix"])
            if encodings is None:
                assert applied(text, edits_of(fix)).endswith("y = current_app.config['SESSION_COOKIE_NAME']\n")

    run(session())


def test_an_old_encoding_does_not_move_anything(tmp_path):
    text = "# coding: latin-1\nfrom flask import current_app\nx = 'é'; y = current_app.session_cookie_name\n"

    async def session():
        async with editing(tmp_path) as editor:
            [found] = await editor.open("shop.py", text)
            assert found.range.start == types.Position(2, 13)

    run(session())


def test_hovering_shows_the_page_of_the_rule(tmp_path):
    async def session():
        async with editing(tmp_path) as editor:
            await editor.open("shop.py", BAD)
            hover = await editor.hover("shop.py", 1, 10)
            assert hover.contents.kind == "markdown"
            assert hover.contents.value.startswith("**SC101 app-cookie-name**")
            assert "```python" in hover.contents.value
            assert await editor.hover("shop.py", 0, 0) is None

    run(session())


def test_the_config_and_the_metadata_count_and_are_read_again_on_saving(tmp_path):
    async def session():
        async with editing(tmp_path) as editor:
            assert len(await editor.open("shop.py", BAD)) == 1
            (tmp_path / "requirements.txt").write_text("Flask>=1.0,<2.3\n")
            assert await editor.save("shop.py") == []
            (tmp_path / "requirements.txt").write_text("Flask>=1.0\n")
            assert len(await editor.save("shop.py")) == 1
            (tmp_path / "sessioncompat.toml").write_text('exclude = ["shop.py"]\n')
            assert await editor.save("shop.py") == []

    run(session())


def test_a_mistake_in_the_config_is_shown(tmp_path):
    (tmp_path / "sessioncompat.toml").write_text('flaks = ">=1"\n')

    async def session():
        async with editing(tmp_path) as editor:
            assert await editor.open("shop.py", BAD) == []
            assert "unknown key 'flaks'" in editor.messages[0]

    run(session())


def test_what_is_no_python_is_left_alone(tmp_path):
    async def session():
        async with editing(tmp_path) as editor:
            assert await editor.open("notes.txt", BAD, "plaintext") == []

    run(session())


def test_halves_of_statements_do_no_harm(tmp_path):
    """What is typed is no Python most of the time."""

    async def session():
        async with editing(tmp_path) as editor:
            await editor.open("shop.py", "")
            for length in range(1, len(BAD)):
                await editor.change("shop.py", length + 1, BAD[:length])
            assert [one.code for one in await editor.change("shop.py", 999, BAD)] == ["SC101"]

    run(session())
