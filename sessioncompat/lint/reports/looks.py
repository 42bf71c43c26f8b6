"""
What reports for people have in common: words, colours, and how to show what others wrote.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

#: What happens to those who ignore a finding, worst first: by word, in words.
SEVERITIES = {
    "opens": "let somebody in",
    "breaks": "break",
    "changes": "quietly do something else",
    "warns": "warn",
    "about": "could not be read",
}
_BY_DIGIT = {"0": "about", "1": "breaks", "2": "warns", "3": "changes", "4": "opens"}

#: What a terminal obeys or an eye overlooks: controls, marks that turn the
#: direction of text, and halves of characters.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def severity(code: str) -> str:
    """Return the word for the consequence that a code starts with."""
    return _BY_DIGIT[code[2]]


def visible(text: str) -> str:
    """Return text from a file so that all of it can be seen and none of it acts."""
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def in_color(stream: TextIO) -> bool:
    """
    Say whether to write in colour.

    ``NO_COLOR`` and ``FORCE_COLOR`` mean what they mean elsewhere: set to
    anything but nothing, the one forbids it and the other asks for it, also
    where nobody sees it. Who sets both gets none.
    """
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def takes_links(stream: TextIO) -> bool:
    """
    Say whether a terminal is known to turn OSC 8 into links.

    Others print it, and there is no way to ask.
    """
    if os.environ.get("FORCE_HYPERLINK"):
        return os.environ["FORCE_HYPERLINK"] != "0"
    if not stream.isatty() or "CI" in os.environ or "TMUX" in os.environ:
        return False
    known = {"iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby"}
    vte = os.environ.get("VTE_VERSION", "")
    return (
        os.environ.get("TERM_PROGRAM") in known
        or os.environ.get("TERM") in ("xterm-kitty", "foot", "alacritty", "xterm-ghostty")
        or "WT_SESSION" in os.environ
        or (vte.isdigit() and int(vte) >= 5000)
    )


def link(path: str, text: str) -> str:
    """Return text that leads to a file, for terminals that take links."""
    # Not at the top: most runs make no link.
    import socket
    from urllib.parse import quote

    address = quote(os.path.abspath(path).replace(os.sep, "/"), errors="surrogateescape")
    return f"\033]8;;file://{socket.gethostname()}{address}\033\\{text}\033]8;;\033\\"
