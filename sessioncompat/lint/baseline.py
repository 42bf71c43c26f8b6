"""
Findings that are known, kept in a file, so that only new ones are reported.

A finding is recognised by its rule, its file and the text of its line, and
not by the number of the line: code above it may come and go.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from typing import Iterable

from .finding import Finding


class BadBaseline(ValueError):
    """Why a baseline can't be used, and what to do."""


def _key(finding: Finding, folder: str) -> tuple[str, str, str]:
    path = os.path.relpath(os.path.abspath(finding.path), folder).replace(os.sep, "/")
    return path, finding.code, finding.excerpt


def write(path: str, findings: Iterable[Finding]) -> int:
    """Write a baseline, and return how many findings are in it."""
    folder = os.path.dirname(os.path.abspath(path))
    counts = Counter(_key(finding, folder) for finding in findings)
    rows = [
        {"path": file, "code": code, "line": line, "count": count}
        for (file, code, line), count in sorted(counts.items())
    ]
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"version": 1, "findings": rows}, file, indent=1, ensure_ascii=False)
        file.write("\n")
    return sum(counts.values())


def keep_new(path: str, findings: Iterable[Finding]) -> list[Finding]:
    """
    Return the findings that are not in a baseline.

    :raises BadBaseline: if the file is not one.
    """
    try:
        with open(path, encoding="utf-8") as file:
            document = json.load(file)
        known = Counter(
            {(row["path"], row["code"], row["line"]): row["count"] for row in document["findings"]}
        )
    except OSError as error:
        raise BadBaseline(
            f"The baseline {path} can't be read: {error.strerror}."
            f" Write one with --write-baseline {path}."
        ) from None
    except (ValueError, KeyError, TypeError):
        raise BadBaseline(
            f"{path} is no baseline. Name a file that --write-baseline has written."
        ) from None
    folder = os.path.dirname(os.path.abspath(path))
    new = []
    for finding in findings:
        key = _key(finding, folder)
        if known[key] > 0:
            known[key] -= 1
        else:
            new.append(finding)
    return new
