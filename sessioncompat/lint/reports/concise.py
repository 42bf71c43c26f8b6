"""One line per finding, as compilers write them."""

from __future__ import annotations

from ..finding import Finding, Sure
from .looks import visible
from .report import Report


def line(finding: Finding) -> str:
    marks = []
    if finding.sure is Sure.LIKELY:
        marks.append("likely")
    if finding.fix is not None:
        marks.append("fixable" if finding.fixable() else "unsafe fix")
    mark = f" [{', '.join(marks)}]" if marks else ""
    place = f"{finding.path}:{finding.row}:{finding.column}"
    return visible(f"{place}: {finding.code} {finding.slug}{mark}: {finding.message}")


def render(report: Report) -> str:
    return "".join(line(finding) + "\n" for finding in report.findings)
