"""
Draws history.py: a bar for each name of the session API, over all releases of Flask.

``timeline.svg`` and ``timeline-narrow.svg`` call :func:`draw` from their cog
blocks. The picture needs no scripts and no fonts of its own, follows the
reader's dark mode, and says by pattern what it says by colour, for printers and
for eyes that see fewer colours.
"""

import re
from typing import Iterator, NamedTuple
from xml.sax.saxutils import escape

import sessioncompat
from sessioncompat.history import BY_PATH, FACTS, release
from sessioncompat.releases import RELEASES, UPCOMING

FLASK = RELEASES["flask"]
NATIVE, SUPPLIED, GONE, NOT_YET = "native", "supplied", "gone", "not yet"
WORDS = {
    NATIVE: "Flask has it",
    SUPPLIED: "sessioncompat supplies it",
    GONE: "gone",
}

_CLASSES = [name for name in sessioncompat.__all__ if f"flask.sessions.{name}" in BY_PATH]
# The titles of the groups, and the paths of those that belong there.
_GROUPS = [
    ("On the application", r"flask\.Flask\.\w*session\w*"),
    ("Modules", r"flask\.(session|sessions|Session|json\.tag)"),
    ("SessionInterface", r"flask\.sessions\.SessionInterface(\.\w+)?"),
    ("SessionMixin", r"flask\.sessions\.SessionMixin(\.\w+)?"),
    ("Sessions", r"flask\.sessions\.(NullSession|CallbackDict|SecureCookieSession(\.\w+)?)"),
    ("The cookie's format", r"flask\.(sessions\.(SecureCookieSessionInterface(\.\w+)?"
     r"|session_json_serializer|_?[Tt]ag\w*))"),
    ("The running context", r"flask\.(_(request|app)_ctx_stack|globals\.(request|app)_ctx"
     r"|ctx\.(Request|App)Context)"),
    ("What Flask does", r"flask\.[\w-]+-[\w-]+"),
]  # fmt: skip


class Bar(NamedTuple):
    """A line of the picture: names that came and went together."""

    rows: list
    names: list
    """What the picture calls them, under the title of their group."""
    states: list
    """What each release of Flask makes of it, in order."""

    @property
    def label(self):
        """The names, as many as there is room for."""
        first, *others = self.names
        text = ", ".join([first, *(name.removeprefix("app.") for name in others)])
        return text if len(text) <= 36 else f"{first} + {len(others)} more"

    @property
    def spans(self):
        """The runs of one state, as (state, first index, index after the last)."""
        start = 0
        for index in range(1, len(self.states) + 1):
            if index == len(self.states) or self.states[index] != self.states[start]:
                yield self.states[start], start, index
                start = index

    def releases(self, state):
        """The releases of one state, in words."""
        return ", ".join(
            FLASK[start] if end - start == 1 and end < len(FLASK)
            else f"from {FLASK[start]}" if end == len(FLASK)
            else f"{FLASK[start]} to {FLASK[end - 1]}"
            for found, start, end in self.spans if found == state
        )  # fmt: skip


def is_supplied(row):
    """
    Say whether sessioncompat brings it to a Flask that lacks it.

    That is so for what today's Flask has on the classes that sessioncompat
    exports, and for what history.py says to use sessioncompat instead of.
    """
    if (row.instead or "").startswith("sessioncompat."):
        return True
    module, _, rest = row.path.partition("flask.sessions.")
    return not module and rest.partition(".")[0] in _CLASSES and row.removed is None


def bars() -> Iterator[tuple]:
    """The groups of the picture: a title and its bars."""
    for title, pattern in _GROUPS:
        rows = [row for row in FACTS if re.fullmatch(pattern, row.path)]
        if title == "What Flask does":
            rows = [row for row in rows if is_supplied(row)]
        found = {}
        for row in rows:
            owner = BY_PATH.get(row.path.rpartition(".")[0])
            states = _states(row)
            if owner in rows and states == _states(owner):
                continue
            key = (tuple(states), row.removed, row.path.count("."))
            bar = found.setdefault(key, Bar([], [], states))
            bar.rows.append(row)
            bar.names.append(_name(row, title))
        yield title, list(found.values())


def _states(row):
    return [_state(row, text, is_supplied(row)) for text in FLASK]


def _state(row, text, supplied):
    if row.exists_in(text):
        return NATIVE
    is_early = release(text) < release(row.added)
    # What went is supplied to those who miss it, and not to those who never had it.
    if supplied and not (is_early and row.removed):
        return SUPPLIED
    return NOT_YET if is_early else GONE


def _name(row, title):
    path = row.path.partition(".")[2]
    if row.kind == "behaviour":
        return path.replace("-", " ")
    if title == "The running context":
        return path.replace("globals.", "").replace("ctx.", "", path.startswith("ctx."))
    if path.startswith("Flask."):
        return "app." + path.partition(".")[2]
    if row.kind == "module" or "." not in path:
        return "flask." + path
    name = path.rpartition(".")[2]
    return name if name[:1].isupper() or path.count(".") == 1 else "." + name


# The picture

SERIES = list(dict.fromkeys(".".join((text + ".0").split(".")[:2]) for text in FLASK))
# The most names of series that a narrow picture has room for.
LANDMARKS = ["0.1", "0.8", "0.10", "1.0", "2.0", "2.2", "3.0"]

_STYLE = """\
.flask-line { font: 12px ui-sans-serif, system-ui, "Segoe UI", "Liberation Sans", Arial, sans-serif }
.flask-line .mono { font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 11.5px }
.flask-line .small { font-size: 10.5px }
.flask-line .title { font-size: 15px; font-weight: 600 }
.flask-line .group { font-weight: 600 }
.flask-line .paper { fill: #ffffff }
.flask-line .ink { fill: #1c2430 }
.flask-line .soft { fill: #566072 }
.flask-line .rule { stroke: #d9dee6; stroke-width: 1 }
.flask-line .era { stroke: #aab4c2; stroke-width: 1 }
.flask-line .native { fill: #2f6db3 }
.flask-line .supplied { fill: #d8efe4; stroke: #17805b; stroke-width: 1.25 }
.flask-line .stripe { stroke: #17805b; stroke-width: 2 }
.flask-line .gone { stroke: #b5472f; stroke-width: 1.5; stroke-dasharray: 2 4; fill: none }
.flask-line .cross { stroke: #b5472f; stroke-width: 1.75; fill: none }"""
_DARK = {
    ".paper": "fill: #14181f", ".ink": "fill: #e4e8ee", ".soft": "fill: #a3adbc",
    ".rule": "stroke: #2a313c", ".era": "stroke: #566072", ".native": "fill: #6fa8e6",
    ".supplied": "fill: #15372c; stroke: #4fc795", ".stripe": "stroke: #3aa87b",
    ".gone": "stroke: #f0886c", ".cross": "stroke: #f0886c",
}  # fmt: skip


def _style():
    """Light; dark where the reader or the page around says so; light again on paper."""
    light = _STYLE
    lines = [light, "@media screen and (prefers-color-scheme: dark) {"]
    lines += [f"  body:not([data-theme=light]) .flask-line {name} {{ {rule} }}" for name, rule in _DARK.items()]
    lines += [f"  svg.flask-line:root {name} {{ {rule} }}" for name, rule in _DARK.items()]
    lines += ["}", "@media screen {"]
    lines += [f"  body[data-theme=dark] .flask-line {name} {{ {rule} }}" for name, rule in _DARK.items()]
    return "\n".join([*lines, "}"])


class Picture:
    """
    Collects the parts of the picture from the top down.

    :param width: how wide it is. Where there is no room for names beside the
        bars they stand above.
    """

    def __init__(self, width):
        self.width = width
        self.narrow = width < 600
        self.left = 14 if self.narrow else 284
        self.column = (width - self.left - 14) / len(SERIES)
        self.y = 0
        self.parts = []
        self.bars = []

    def add(self, text):
        self.parts.append(text)

    def text(self, x, text, classes, anchor="start"):
        anchor = "" if anchor == "start" else f' text-anchor="{anchor}"'
        self.add(f'<text x="{x:g}" y="{self.y:g}" class="{classes}"{anchor}>{escape(text)}</text>')

    def x(self, index):
        """Where a release of Flask begins: in its series' column, after those before it."""
        if index == len(FLASK):
            return self.width - 14
        name = ".".join((FLASK[index] + ".0").split(".")[:2])
        of_series = [i for i, text in enumerate(FLASK) if (text + ".").startswith(name + ".")]
        place = SERIES.index(name) + (index - of_series[0]) / len(of_series)
        return round(self.left + place * self.column, 1)

    def legend(self):
        self.y = 30
        self.text(14, "The session API, in every release of Flask", "title ink")
        self.y += 24
        at = 14
        for state in (NATIVE, SUPPLIED, GONE):
            self.y -= 10
            self.span(state, at, at + 30)
            self.y += 10
            self.text(at + 38, WORDS[state], "ink")
            at += 62 + 6.2 * len(WORDS[state])
            if self.narrow and state is NATIVE:
                continue
            if self.narrow and state is SUPPLIED:
                at, self.y = 14, self.y + 20

    def scale(self):
        """The names of the series, and a line at each generation."""
        note = f"{SERIES[-1]} is not out yet"
        self.text(self.width - 14, note, "soft small", anchor="end")
        self.y += 30
        for number, name in enumerate(SERIES):
            x = self.left + number * self.column
            if self.narrow and name not in LANDMARKS:
                continue
            style = "soft" if name not in LANDMARKS else "ink group"
            self.text(round(x, 1), name, f"{style} mono small")
        self.y += 6
        self.top = self.y

    def group(self, title, found):
        self.y += 24
        self.text(14, title, "group ink")
        self.y += 8
        for bar in found:
            self.bar(bar)

    def bar(self, bar):
        if self.narrow:
            self.y += 14
            self.text(14, bar.label, "mono ink")
            self.y += 5
        else:
            self.y += 13
            self.text(26, bar.label, "mono ink")
            self.y -= 10
        self.bars.append(self.y)
        for state, start, end in bar.spans:
            if state != NOT_YET:
                self.span(state, self.x(start), self.x(end))
        self.y += 17 if not self.narrow else 15

    def span(self, state, start, end):
        width = round(end - start, 1)
        if state == NATIVE:
            self.add(f'<rect x="{start:g}" y="{self.y:g}" width="{width:g}" height="12" rx="2" class="native"/>')
        elif state == SUPPLIED:
            box = f'x="{start + 0.6:g}" y="{self.y + 0.6:g}" width="{width - 1.2:g}" height="10.8" rx="2"'
            self.add(f'<rect {box} class="supplied"/>')
            self.add(f'<rect {box} fill="url(#stripes-{self.width})"/>')
        else:
            middle = self.y + 6
            size = min(8, width - 3)
            left = start + min(4, (width - size) / 2)
            self.add(
                f'<path d="M{left:g} {middle - size / 2:g}l{size:g} {size:g}'
                f'm0 -{size:g}l-{size:g} {size:g}" class="cross"/>'
            )
            if width > 24:
                self.add(f'<path d="M{start + 17:g} {middle:g}H{end:g}" class="gone"/>')

    def grid(self):
        """Lines between the series, drawn before all else and through no text."""
        lines = []
        ends = [(y - 3, y + 15) for y in self.bars] if self.narrow else [(self.top, self.y)]
        for number, name in enumerate(SERIES):
            if self.narrow and name not in LANDMARKS:
                continue
            x = round(self.left + number * self.column, 1) - 0.5
            style = "era" if name in ("0.8", "1.0", "2.0", "3.0") else "rule"
            path = "".join(f"M{x:g} {top:g}V{bottom:g}" for top, bottom in ends)
            lines.append(f'<path d="{path}" class="{style}"/>')
        return lines


def draw(width):
    """Return the picture as SVG, without what stands before the first element."""
    picture = Picture(width)
    picture.legend()
    picture.scale()
    for title, found in bars():
        picture.group(title, found)
    grid = picture.grid()
    height = round(picture.y + 14)
    names = ", ".join(title for title, _ in bars())
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" class="flask-line" viewBox="0 0 {width} {height}"'
        f' width="{width}" height="{height}" role="img" aria-labelledby="title-{width} desc-{width}">',
        f'<title id="title-{width}">The session API, in every release of Flask</title>',
        f'<desc id="desc-{width}">A bar for each name over the releases of Flask from {FLASK[0]} to'
        f" {UPCOMING['flask']}. It is solid where Flask has the name, striped where sessioncompat"
        f" supplies it, and a cross where it is gone. The groups are: {escape(names)}. The table"
        " after the picture says the same in words.</desc>",
        f"<style>\n{_style()}\n</style>",
        f'<defs><pattern id="stripes-{width}" width="6" height="6" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate(45)"><path d="M1 0V6" class="stripe"/></pattern></defs>',
        f'<rect width="{width}" height="{height}" rx="8" class="paper"/>',
        *grid,
        *picture.parts,
        "</svg>",
    ])  # fmt: skip


def table():
    """The same in words, as the lines of a Markdown table."""
    yield "| Name | Flask has it | sessioncompat supplies it | Gone |"
    yield "|---|---|---|---|"
    for _, found in bars():
        for bar in found:
            names = ", ".join(
                _name(row, "") if row.kind == "behaviour" else f"`{row.path}`" for row in bar.rows
            )
            cells = [bar.releases(state) for state in (NATIVE, SUPPLIED, GONE)]
            yield f"| {' | '.join([names, *cells])} |"


if __name__ == "__main__":
    print(draw(1000))
