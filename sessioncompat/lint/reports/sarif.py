"""SARIF 2.1.0, which code hosts show beside the lines."""

from __future__ import annotations

import json
import os
from typing import Any
from urllib.parse import quote

from ..finding import DOCS, Finding
from ..rule import Rule
from .report import Report

SARIF_VERSION = "2.1.0"
_LEVELS = {"0": "note", "1": "error", "2": "warning", "3": "error", "4": "error"}


def render(report: Report) -> str:
    codes = sorted({finding.code for finding in report.findings})
    rules = [rule for rule in report.rules if rule.code in codes]
    document = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": SARIF_VERSION,
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "sessioncompat",
                        "informationUri": DOCS,
                        "rules": [_rule(rule) for rule in rules],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(codes, finding) for finding in report.findings],
            }
        ],
    }
    return json.dumps(document, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.slug,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.page},
        "help": {"text": rule.page},
        "helpUri": rule.url,
        "defaultConfiguration": {"level": _LEVELS[rule.code[2]]},
    }


def _result(codes: list[str], finding: Finding) -> dict[str, Any]:
    return {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": _LEVELS[finding.code[2]],
        "message": {"text": finding.message},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(finding.path)},
                    "region": {
                        "startLine": finding.row,
                        "startColumn": finding.column,
                        "endLine": finding.end_row,
                        "endColumn": finding.end_column,
                    },
                }
            }
        ],
        "partialFingerprints": {"sessioncompat/v1": f"{finding.code}:{finding.excerpt}"},
    }


def _uri(path: str) -> str:
    return quote(path.replace(os.sep, "/"), errors="surrogateescape")
