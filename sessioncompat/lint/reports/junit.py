"""JUnit, which most build servers show as failed tests."""

from __future__ import annotations

from itertools import groupby
from xml.etree import ElementTree

from .report import Report


def render(report: Report) -> str:
    suites = ElementTree.Element(
        "testsuites",
        name="sessioncompat",
        tests=str(len(report.findings) or 1),
        failures=str(len(report.findings)),
        errors="0",
    )
    if not report.findings:
        suite = _suite(suites, "sessioncompat", 1, 0)
        ElementTree.SubElement(suite, "testcase", name="No findings", classname="sessioncompat")
    for path, group in groupby(report.findings, key=lambda finding: finding.path):
        findings = list(group)
        suite = _suite(suites, path, len(findings), len(findings))
        for f in findings:
            case = ElementTree.SubElement(
                suite, "testcase", name=f"{f.code} {f.slug}", classname=path,
                line=str(f.row), column=str(f.column),
            )  # fmt: skip
            failure = ElementTree.SubElement(case, "failure", message=_clean(f.message))
            failure.text = _clean(f"line {f.row}, col {f.column}, {f.message}")
    ElementTree.indent(suites)
    text = ElementTree.tostring(suites, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _suite(parent: ElementTree.Element, name: str, tests: int, failures: int):
    return ElementTree.SubElement(
        parent, "testsuite", name=_clean(name), tests=str(tests), failures=str(failures),
        disabled="0", errors="0", package="sessioncompat",
    )  # fmt: skip


def _clean(text: str) -> str:
    return "".join(c for c in text if c in "\t\n" or ord(c) >= 32)
