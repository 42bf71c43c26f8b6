"""The code quality report of GitLab."""

from __future__ import annotations

import hashlib
import json
from collections import Counter

from .report import Report

_SEVERITY = {"0": "info", "1": "critical", "2": "minor", "3": "major", "4": "blocker"}


def render(report: Report) -> str:
    seen: Counter[str] = Counter()
    rows = []
    for finding in report.findings:
        key = f"{finding.path}:{finding.code}:{finding.excerpt}"
        seen[key] += 1
        fingerprint = hashlib.sha256(f"{key}:{seen[key]}".encode()).hexdigest()
        rows.append(
            {
                "check_name": finding.code,
                "description": f"{finding.code} {finding.message}",
                "fingerprint": fingerprint,
                "severity": _SEVERITY[finding.code[2]],
                "location": {
                    "path": finding.path,
                    "lines": {"begin": finding.row, "end": finding.end_row},
                    "positions": {
                        "begin": {"line": finding.row, "column": finding.column},
                        "end": {"line": finding.end_row, "column": finding.end_column},
                    },
                },
            }
        )
    return json.dumps(rows, indent=2) + "\n"
