"""For people: the finding, the code it is about, and what to type next."""

from __future__ import annotations

from ..finding import Finding, Sure
from . import described, many, no_findings
from .looks import link, visible
from .report import Report

_BOLD, _RED, _BLUE, _DIM, _OFF = "\033[1m", "\033[31m", "\033[34m", "\033[2m", "\033[0m"


def render(report: Report) -> str:
    parts = [_finding(report, finding) for finding in report.findings]
    return "\n".join([*parts, _summary(report)])


def _paint(report: Report, text: str, *colors: str) -> str:
    return f"{''.join(colors)}{text}{_OFF}" if report.color else text


def _finding(report: Report, finding: Finding) -> str:
    head = _paint(report, f"{finding.code} {finding.slug}", _BOLD, _RED)
    likely = _paint(report, " (likely)", _DIM) if finding.sure is Sure.LIKELY else ""
    lines = [f"{head}{likely}: {visible(finding.message)}"]
    lines += _frame(report, finding)
    if finding.fix is not None:
        how = "--fix" if finding.fixable() else "--fix --unsafe-fixes"
        label = _paint(report, f"fix ({how}):", _BLUE)
        lines.append(f"    {label} {finding.fix.message}")
    return "\n".join(lines) + "\n"


def _frame(report: Report, finding: Finding) -> list[str]:
    name = f"{visible(finding.path)}:{finding.row}:{finding.column}"
    if report.links:
        name = link(finding.path, name)
    place = f"  {_paint(report, f'--> {name}', _BLUE)}"
    source = report.sources.get(finding.path)
    if source is None or not source.data:
        return [place]
    last = min(finding.row + 1, source.line_count)
    numbers = range(max(1, finding.row - 1), last + 1)
    width = len(str(last))
    lines = [place]
    for number in numbers:
        text = source.line(number)
        text = visible(text if len(text) < 160 else text[:157] + "...")
        gutter = _paint(report, f"{number:>{width}} |", _DIM)
        lines.append(f"  {gutter} {text}".rstrip())
        if number == finding.row:
            end = finding.end_column if finding.end_row == finding.row else len(text) + 1
            length = max(1, min(end, 160) - finding.column)
            # As wide as what is above, which may be spelled out.
            above = visible(source.line(number)[: finding.column - 1])
            before = "".join(c if c == "\t" else " " for c in above)
            marks = _paint(report, "^" * length, _RED)
            lines.append(f"  {' ' * width} | {before}{marks}")
    return lines


def _summary(report: Report) -> str:
    count = len(report.findings)
    files = len({finding.path for finding in report.findings})
    lines = []
    if report.fixed:
        lines.append(f"Fixed {many(len(report.fixed), 'finding')}.")
        if any(_needs_sessioncompat(finding) for finding in report.fixed):
            lines.append("Some fixes import from sessioncompat: it belongs in the dependencies now.")
    if not count:
        nothing = no_findings(report.files, report.ranges, bool(report.fixed))
        return "\n".join([*lines, nothing])
    lines.append(
        f"{many(count, 'finding')} in {many(files, 'file')}, read for {described(report.ranges)}."
    )
    fixable = sum(finding.fixable() for finding in report.findings)
    unsafe = sum(finding.fixable(True) for finding in report.findings) - fixable
    if fixable:
        lines.append(f"--fix makes {many(fixable, 'fix', 'fixes')}; --diff shows them.")
    if unsafe:
        lines.append(f"--fix --unsafe-fixes makes {unsafe} more, for you to look at.")
    first = report.findings[0]
    lines.append(f"{first.code} is explained at {first.url}")
    lines.append(f"Next: {_next(report, fixable, unsafe)}")
    return "\n".join(lines) + "\n"


def _needs_sessioncompat(finding: Finding) -> bool:
    edits = finding.fix.edits if finding.fix is not None else ()
    return any(b"sessioncompat" in edit.content for edit in edits)


def _next(report: Report, fixable: int, unsafe: int) -> str:
    """Return what to type to get on."""
    import shlex

    paths = visible(shlex.join(report.paths))
    if fixable or unsafe:
        return f"sessioncompat lint --diff {'' if fixable else '--unsafe-fixes '}{paths}".rstrip()
    return f"sessioncompat explain {report.findings[0].code}"
