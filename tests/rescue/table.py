"""
What became of each release: for the terminal, and as docs/rescue.md.
"""

import pathlib
import re

DOCUMENT = pathlib.Path(__file__).parent.parent.parent / "docs" / "rescue.md"
WAYS = ("alone", "bridged")
# What the bridge is for: so many of those that are not for Python 2 only work with it.
TARGET = 0.85

INTRODUCTION = """\
# Old releases on today's Flask

`tox -e rescue` writes this table. It installs each release from PyPI with what it required in its
day, and has a small application use it: log in and out, fill in forms, keep a basket over many
requests, talk over a socket, change the session in a test. Each runs on each Flask as it is and
bridged, in a process of its own. "Silently wrong" raises nothing: a session that is in the cookie
when it should be on the server, somebody who is not logged in any more, a form that is refused.

The last column has the lint's codes for what the bridge has recorded, and the extras that the bridge
was given. `.tox/rescue/results.json` has the line on which each of the others failed.
"""

PYTHON_2 = """\
## For Python 2 only

No bridge runs these on Python 3, and they are not counted. Their own code, or what they require and
cannot do without, says:
"""

LEFT = """\
## Not rescued
"""


def document(releases, results):
    """docs/rescue.md: nothing in it depends on the machine or the day."""
    flasks = _flasks(results)
    reachable = [one for one in releases if not one.python2]
    heads = " | ".join(f"Flask {flask} | bridged" for flask in flasks)
    lines = [INTRODUCTION, *(f"- {total}" for total in totals(releases, results)), ""]
    lines += [f"| Release | {heads} | What it used |", "|---|" + "---|" * (2 * len(flasks) + 1)]
    lines += [_row(one, results[one.requirement]) for one in reachable]
    lines += ["", PYTHON_2]
    lines += [_says(one, results, flasks[-1]) for one in releases if one.python2]
    left = [one for one in reachable if not all(_works(results, one, flask, "bridged") for flask in flasks)]
    if left:
        lines += ["", LEFT]
        lines += [_says(one, results, *flasks) for one in left]
    return "\n".join(lines) + "\n"


def _row(one, found):
    cells = [found[flask][way]["result"] for flask in found for way in WAYS]
    return f"| {one.name} {one.version} | {' | '.join(cells)} | {used(one, found)} |"


def _says(one, results, *flasks):
    """A release and the line that it fails on, bridged, on the last of these Flasks where it does."""
    flask = [flask for flask in flasks if not _works(results, one, flask, "bridged")][-1]
    failed = results[one.requirement][flask]["bridged"]
    where, _, line = failed["where"].partition(": ")
    place = f" at `{where}`, `{line}`" if where else ""
    note = f" {one.note}" if one.note else ""
    return f"- {one.name} {one.version} on Flask {flask}: {_short(failed['error'])}{place}.{note}"


def _short(error):
    """The first line of an error without what is this machine's own."""
    first = re.sub(r" \(/\S+\)|0x[0-9a-f]+", "", error.partition("\n")[0])
    return first[:160].replace("|", "\\|").rstrip(".")


def used(one, found):
    """What the bridge recorded on any Flask, and what it was given."""
    codes = {code for flask in found for code in found[flask]["bridged"].get("used", ())}
    return ", ".join([*sorted(codes), *(f"`{extra}`" for extra in sorted(one.extras))])


def totals(releases, results):
    """How many work, as they are and bridged, on each Flask and on all of them."""
    reachable = [one for one in releases if not one.python2]
    session_only = [one for one in reachable if not one.extras]
    lines = []
    for flask in _flasks(results):
        alone, bridged = (_count(results, reachable, flask, way) for way in WAYS)
        lines.append(
            f"Flask {flask}: {alone} of {len(reachable)} releases work as they are, {bridged} bridged,"
            f" which is {bridged / max(len(reachable), 1):.0%}. {len(session_only)} of them were given no"
            f" extra, and {_count(results, session_only, flask, 'bridged')} of those work."
        )
    only = len(releases) - len(reachable)
    return [*lines, f"{only} more are for Python 2 only."]


def as_text(releases, results):
    """One line for each release, and below it the line that each failure is at."""
    lines = []
    for one in releases:
        found = results[one.requirement]
        cells = [f"{found[flask][way]['result']:15}" for flask in found for way in WAYS]
        lines.append(f"{one.requirement:40} {' '.join(cells)} {used(one, found)}")
        for flask, way in ((flask, way) for flask in found for way in WAYS):
            result = found[flask][way]
            if result["result"] != "works":
                lines.append(f"    {flask} {way:8} {_short(result['error'])}  [{result['where'][:120]}]")
    return "\n".join([*lines, "", *totals(releases, results)])


def problems(releases, results):
    """What must not be, whatever the document says."""
    found = []
    for one in releases:
        for flask in _flasks(results):
            bridged = results[one.requirement][flask]["bridged"]
            before, after = (_works(results, one, flask, way) for way in WAYS)
            if before and not after:
                found.append(f"The bridge breaks {one.requirement} on Flask {flask}: {bridged['error']}")
            if after and not before and not bridged["used"]:
                found.append(
                    f"The bridge rescues {one.requirement} on Flask {flask} and records nothing, as if it"
                    " could go."
                )
            if one.python2 and one.python2 not in bridged["error"]:
                found.append(
                    f"{one.requirement} is not only for Python 2, or not for the reason that is given:"
                    f" {bridged['error'] or 'it works'}. See {one.python2!r} in releases.toml."
                )
    return found


def regressions(releases, results):
    """What is worse than the committed document, or not in it yet."""
    flasks = _flasks(results)
    reachable = [one for one in releases if not one.python2]
    found = [
        f"Fewer than {TARGET:.0%} work bridged on Flask {flask}."
        for flask in flasks
        if _count(results, reachable, flask, "bridged") < TARGET * len(reachable)
    ]
    before = DOCUMENT.read_text() if DOCUMENT.exists() else ""
    now = document(releases, results)
    if now == before:
        return found
    DOCUMENT.write_text(now)
    gone = set(before.splitlines()) - set(now.splitlines())
    new = [line for line in now.splitlines() if line not in before.splitlines()]
    return [
        *found,
        "docs/rescue.md was not what this run found. If that is no accident, commit what it has written.",
        *(f"  was: {line}" for line in sorted(gone)),
        *(f"  now: {line}" for line in new),
    ]


def _flasks(results):
    return list(next(iter(results.values())))


def _works(results, one, flask, way):
    return results[one.requirement][flask][way]["result"] == "works"


def _count(results, releases, flask, way):
    return sum(_works(results, one, flask, way) for one in releases)
