"""
Collects every message that a user can meet, from the source.

``python tests/messages.py`` writes them into ``docs/messages.md``, to be read in one sitting: each
says what is wrong, why, and what now.
"""

import ast
import pathlib
import sys

ROOT = pathlib.Path(__file__).parent.parent
PACKAGE = ROOT / "sessioncompat"
PAGE = ROOT / "docs" / "messages.md"

#: The calls that speak to people, by the last part of their name.
SPEAKING = {
    "add_note": "log", "debug": "log", "error": "error", "exit": "error", "fail": "error",
    "info": "log", "warn": "warning", "warning": "log", "write": "print", "print": "print",
    "finding": "finding", "log": "log", "exception": "log", "critical": "log",
}  # fmt: skip
SENTENCES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ`%"
#: What is raised for Python's sake and never reaches anybody as a sentence.
SILENT = {"StopIteration", "KeyboardInterrupt", "SystemExit", "NotImplementedError"}


def text_of(node):
    """The text of an expression with `...` where something is filled in, or None."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(text_of(part) or "..." for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return "..."
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        parts = [text_of(node.left), text_of(node.right)]
        return "".join(part or "..." for part in parts) if any(parts) else None
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        return text_of(node.left)
    if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("format", "join"):
        return text_of(node.func.value)
    if isinstance(node, ast.IfExp):
        return text_of(node.body) or text_of(node.orelse)
    return None


def is_sentence(text):
    """Whether a text is said to somebody: it has words, starts like a sentence and ends like one."""
    text = text.strip()
    return len(text.split()) > 2 and text[:1] in SENTENCES and text.endswith((".", "!"))


def messages(source):
    """Yield the kind, the line and the text of each message in a module, each once."""
    seen = set()
    for kind, line, text in [*_spoken(source), *_sentences(source)]:
        if not any(text in other for other in seen):
            seen.add(text)
            yield kind, line, text


def _sentences(source):
    """What is handed on as a sentence, whoever says it in the end."""
    tree = ast.parse(source)
    # Docstrings, and the parts of texts that are put together.
    outer = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, (ast.Expr, ast.JoinedStr))
        for inner in ast.iter_child_nodes(node)
    }
    for node in ast.walk(tree):
        if node not in outer and isinstance(node, (ast.Constant, ast.JoinedStr)):
            text = text_of(node)
            if text and is_sentence(text):
                yield "text", node.lineno, text


def _spoken(source):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            name = ast.unparse(node.exc.func).rpartition(".")[2]
            if name not in SILENT:
                for argument in node.exc.args[:2]:
                    if text_of(argument):
                        yield name, node.lineno, text_of(argument)
                        break
        elif isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            for argument in node.args[:2]:
                text = text_of(argument)
                if name in SPEAKING and text and " " in text.strip():
                    yield SPEAKING[name], node.lineno, text
                    break


def collect():
    """Every message of the package, by module and in order."""
    for path in sorted(PACKAGE.rglob("*.py")):
        # The facts have a table of their own, and the page of the HTML report is no message.
        if "html" in path.parts or path == PACKAGE / "history.py":
            continue
        found = sorted(messages(path.read_text(encoding="utf-8")), key=lambda one: one[1])
        if found:
            yield path.relative_to(ROOT).as_posix(), found


def page():
    lines = [
        "# Messages",
        "",
        "Everything that sessioncompat can say when something is wrong, as it stands in the source, with",
        "`...` and `%s` for what is filled in. Made by `python tests/messages.py`.",
    ]
    for path, found in collect():
        lines += ["", f"## {path}", ""]
        for kind, _, text in found:
            shown = " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")
            lines.append(f"- {kind}: {shown}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"Wrote {sum(len(found) for _, found in collect())} messages to {PAGE}.", file=sys.stderr)
