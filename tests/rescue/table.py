"""
What became of each release: as a table for the terminal, and as docs/rescue.md.
"""

import pathlib

DOCUMENT = pathlib.Path(__file__).parent.parent.parent / "docs" / "rescue.md"
FLASKS = ("2.3.3", "3.1.3")
WAYS = ("alone", "bridged")


def as_text(wanted, results):
    """One line for each release, and below those that fail bridged the line they fail on."""
    lines = []
    for one in wanted:
        found = results[one.requirement]
        cells = [f"{found[flask][way]['result']:15}" for flask in FLASKS for way in WAYS]
        lines.append(f"{one.requirement:40} {' '.join(cells)} {used(one, found)}")
        for flask in FLASKS:
            for way in WAYS:
                result = found[flask][way]
                if result["result"] != "works":
                    lines.append(f"      {flask} {way:8} {result['error'][:150]}  [{result['where'][:120]}]")
    return "\n".join([*lines, "", *totals(wanted, results)])


def used(one, found):
    codes = {code for flask in FLASKS for code in found[flask]["bridged"].get("used", ())}
    return " ".join([*sorted(codes), *(f"+{extra}" for extra in one.extras)])


def totals(wanted, results):
    reachable = [one for one in wanted if not one.python2]
    lines = []
    for flask in FLASKS:
        alone, bridged = (
            sum(results[one.requirement][flask][way]["result"] == "works" for one in reachable)
            for way in WAYS
        )
        lines.append(
            f"Flask {flask}: {alone} of {len(reachable)} releases work as they are,"
            f" {bridged} bridged ({bridged / max(len(reachable), 1):.0%})."
        )
    return lines


def problems(wanted, results):
    return []


def stale(wanted, results):
    return []
