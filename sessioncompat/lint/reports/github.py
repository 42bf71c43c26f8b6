"""Workflow commands, which GitHub Actions turns into annotations."""

from __future__ import annotations

from .report import Report


def render(report: Report) -> str:
    return "".join(
        f"::error title=sessioncompat ({_property(f.code)}),file={_property(f.path)},"
        f"line={f.row},col={f.column},endLine={f.end_row},endColumn={f.end_column}"
        f"::{_data(f'{f.path}:{f.row}:{f.column}: {f.code} {f.message}')}\n"
        for f in report.findings
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
