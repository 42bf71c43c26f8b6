"""JSON with the field names of ruff, so that what reads ruff's reads ours."""

from __future__ import annotations

import json
from typing import Any

from ..finding import Edit, Finding
from .report import Report


def render(report: Report) -> str:
    return json.dumps([_row(report, finding) for finding in report.findings], indent=2) + "\n"


def _row(report: Report, finding: Finding) -> dict[str, Any]:
    return {
        "cell": None,
        "code": finding.code,
        "end_location": {"column": finding.end_column, "row": finding.end_row},
        "filename": finding.path,
        "fix": _fix(report, finding),
        "location": {"column": finding.column, "row": finding.row},
        "message": finding.message,
        "name": finding.slug,
        "noqa_row": finding.row,
        "severity": "error",
        "sure": finding.sure.name.lower(),
        "url": finding.url,
    }


def _fix(report: Report, finding: Finding) -> dict[str, Any] | None:
    if finding.fix is None:
        return None
    return {
        "applicability": finding.fix.applicability.value,
        "edits": [_edit(report, finding, edit) for edit in finding.fix.edits],
        "message": finding.fix.message,
    }


def _edit(report: Report, finding: Finding, edit: Edit) -> dict[str, Any]:
    source = report.sources[finding.path]
    (row, column), (end_row, end_column) = map(source.position, (edit.start, edit.end))
    return {
        "content": edit.content.decode("utf-8", "replace"),
        "end_location": {"column": end_column, "row": end_row},
        "location": {"column": column, "row": row},
    }
